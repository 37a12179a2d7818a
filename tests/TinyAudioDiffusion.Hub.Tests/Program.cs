using TinyAudioDiffusion.Cli;
using TinyAudioDiffusion.Hub.Tests.Processes;
using Xunit.Runner.InProc.SystemConsole;

// Tests about processes start this program again, with "download" or "tad"; everything else is the test runner's.
return args switch
{
    ["download", var endpoint, var cache] => await DownloadProcess.RunAsync(new Uri(endpoint), cache),
    ["tad", .. var line] => await TadApplication.RunAsync(line, Console.Out, Console.Error),
    _ => await ConsoleRunner.Run(args),
};
