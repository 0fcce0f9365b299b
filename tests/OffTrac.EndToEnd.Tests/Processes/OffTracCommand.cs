using System.Diagnostics;
using OffTrac.EndToEnd.Tests.Conventions;

namespace OffTrac.EndToEnd.Tests.Processes;

/// <summary>Runs <c>offtrac</c> as a process of its own.</summary>
internal static class OffTracCommand
{
    public static ProcessStartInfo Start(params IEnumerable<string> arguments) =>
        new("dotnet", [Path.Combine(Repository.HostOutput, "offtrac.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    public static Task<CommandOutcome> RunAsync(params IEnumerable<string> arguments) => RunAsync(Start(arguments), input: "");

    public static async Task<CommandOutcome> RunAsync(ProcessStartInfo start, string input)
    {
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CommandOutcome(process.ExitCode, await output, await error);
    }
}
