using Microsoft.Extensions.Logging.Abstractions;
using OffTrac.Core.Configuration;

namespace OffTrac.Core.Tests;

/// <summary>The tests' child process: writes options into an environment as a process of its own, so that it can be killed or starved.</summary>
internal static class Program
{
    public const int Refused = 3;

    /// <param name="args">Environment, first part of the options' names, how many options, how long their values are.</param>
    public static async Task<int> Main(string[] args)
    {
        var (directory, name, count, length) = (args[0], args[1], int.Parse(args[2], null), int.Parse(args[3], null));
        using var configuration = EnvironmentConfiguration.Open(
            ConfigurationFiles.ForEnvironment(directory, null, readOnly: false), TimeProvider.System, NullLogger.Instance);
        try
        {
            for (var i = 0; i < count; i++)
                await configuration.SetAsync("project", $"{name}{i % 50}", new string((char)('a' + (i % 26)), length), CancellationToken.None);
            return 0;
        }
        catch (Exception exception)
        {
            await Console.Error.WriteLineAsync($"{exception.GetType().Name}: {exception.Message}");
            return Refused;
        }
    }
}
