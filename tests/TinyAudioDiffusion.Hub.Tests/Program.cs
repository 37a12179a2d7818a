using TinyAudioDiffusion.Hub.Tests.Processes;
using Xunit.Runner.InProc.SystemConsole;

// Tests about processes start this program again with "download"; everything else is the test runner's.
return args is ["download", var endpoint, var cache] ? await DownloadProcess.RunAsync(new Uri(endpoint), cache) : await ConsoleRunner.Run(args);
