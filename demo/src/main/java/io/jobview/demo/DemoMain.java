package io.jobview.demo;

import io.jobview.cli.JobviewCommand;
import io.jobview.cli.Screen;
import io.jobview.cli.ViewStarter;
import io.jobview.view.StreamsView;

/** The commands of the service and {@code demo}: what the repository's {@code ./jobview} runs. */
public final class DemoMain {

    private DemoMain() {}

    public static void main(String[] args) {
        ViewStarter starter = ViewStarter.of(StreamsView::start);
        Screen screen = Screen.ofProcess();
        System.exit(JobviewCommand.commandLine(starter, screen, new DemoCommand(starter, screen))
                .execute(args));
    }
}
