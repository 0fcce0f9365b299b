using System.Diagnostics;
using System.Text;

namespace OffTrac.TestServers;

/// <summary>Runs a program of the system, as another user where it refuses to run as root.</summary>
internal static class ServerProcess
{
    public static async Task<string> RunAsync(string program, string? user, params string[] arguments)
    {
        using var process = Start(program, user, arguments, null);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}{await errors}");
    }

    /// <summary>Runs a program that reads its standard input.</summary>
    public static async Task FeedAsync(string program, Stream input, params string[] arguments)
    {
        using var process = Start(program, null, arguments, input);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        await input.CopyToAsync(process.StandardInput.BaseStream);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await output}{await errors}");
        }
    }

    private static Process Start(string program, string? user, string[] arguments, Stream? input)
    {
        var start = new ProcessStartInfo
        {
            FileName = user is null ? program : "runuser",
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = input is not null,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = "/",
        };
        if (user is not null)
        {
            foreach (var argument in new[] { "-u", user, "--", program })
            {
                start.ArgumentList.Add(argument);
            }
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }
}
