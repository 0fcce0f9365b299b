using OffTrac.Host.Commands;

namespace OffTrac.Host.Tests.Commands;

/// <summary>What one command printed, in this process.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static Task<CommandRun> InAsync(string directory, params string[] args) => StartAsync(directory, "", args);

    public static Task<CommandRun> StartAsync(string directory, string input, string[] args, CancellationToken cancellation = default) =>
        CaptureAsync(directory, input, console => CommandLine.RunAsync(args, console, cancellation));

    public static Task<CommandRun> OnAsync(CommandTree tree, params string[] args) =>
        CaptureAsync(Path.GetTempPath(), "", console => new CommandLine(() => tree, console).RunAsync(args, CancellationToken.None));

    /// <summary>The error text when it is exactly one line.</summary>
    public string ErrorLine
    {
        get
        {
            Assert.EndsWith("\n", Error, StringComparison.Ordinal);
            return Assert.Single(Error[..^1].Split('\n'));
        }
    }

    /// <summary>What was written as bytes.</summary>
    public byte[] Bytes { get; private init; } = [];

    private static async Task<CommandRun> CaptureAsync(string directory, string input, Func<CommandConsole, Task<int>> run)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var bytes = new MemoryStream();
        var console = new CommandConsole(output, error, () => new StringReader(input), directory) { User = "keeper", OpenBytes = () => bytes };
        var exitCode = await run(console);
        return new CommandRun(exitCode, output.ToString(), error.ToString()) { Bytes = bytes.ToArray() };
    }
}
