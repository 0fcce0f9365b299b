using System.Diagnostics;
using OffTrac.EndToEnd.Tests.Conventions;
using OffTrac.EndToEnd.Tests.Processes;
using OffTrac.TestServers;

namespace OffTrac.EndToEnd.Tests.Templates;

/// <summary>
/// The README's five-minute walk, its commands taken from the README and run in a copy of the repository. Packages carry a version of
/// their own, so that NuGet's cache can't serve older ones; installed templates stay out of the user's list.
/// </summary>
#pragma warning disable CA1001 // xunit disposes of it through IAsyncLifetime.
public sealed class Walk : IAsyncLifetime
#pragma warning restore CA1001
{
    private const string Heading = "## Write a plugin in five minutes";

    private static readonly string[] s_notSource = [".git", ".vs", "artifacts", "bin", "data", "obj", "TestResults"];
    private static readonly string[] s_packages = ["offtrac.core", "offtrac.host", "offtrac.sdk", "offtrac.sdk.testing"];

    private readonly TemporaryDirectory _folder = new("walk");
    private readonly string _suffix = $"walk{Guid.NewGuid():N}";

    /// <summary>What the commands of the README printed, and how they ended.</summary>
    internal CommandOutcome Outcome { get; private set; } = new(-1, "", "");

    internal string Checkout => _folder.Combine("offtrac");

    /// <summary>Where the README makes the plugin.</summary>
    internal string Plugin => _folder.Combine("Acme.Greeter");

    public async Task InitializeAsync()
    {
        CopySource(Repository.Root, Checkout);
        Outcome = await RunAsync(Checkout, Commands());
    }

    public async Task DisposeAsync()
    {
        var cache = await PackageCacheAsync();
        foreach (var package in s_packages)
        {
            var restored = Path.Combine(cache, package);
            if (Directory.Exists(restored))
            {
                foreach (var version in Directory.EnumerateDirectories(restored, $"*-{_suffix}"))
                    Directory.Delete(version, recursive: true);
            }
        }

        _folder.Dispose();
    }

    /// <summary>Runs commands as a user would, who has put <c>offtrac</c> where the README says.</summary>
    internal Task<CommandOutcome> RunAsync(string directory, string commands)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", $$"""
            dotnet() { if [ "$1" = new ]; then DOTNET_CLI_HOME="$TEMPLATES_HOME" command dotnet "$@"; else command dotnet "$@"; fi; }
            offtrac() { command dotnet '{{Checkout}}/artifacts/bin/OffTrac.Host/release/offtrac.dll' "$@"; }
            {{commands}}
            """])
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["TEMPLATES_HOME"] = _folder.Combine("home");
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["VersionSuffix"] = _suffix;
        start.Environment["RunAnalyzers"] = "false";
        start.Environment["CI"] = "true";
        return OffTracCommand.RunAsync(start, input: "");
    }

    /// <summary>The indented lines that follow the heading.</summary>
    private static string Commands() => string.Join('\n', File.ReadLines(Path.Combine(Repository.Root, "README.md"))
        .SkipWhile(line => line != Heading)
        .SkipWhile(line => !line.StartsWith("    ", StringComparison.Ordinal))
        .TakeWhile(line => line.StartsWith("    ", StringComparison.Ordinal)));

    private static void CopySource(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(source))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        foreach (var directory in Directory.EnumerateDirectories(source))
        {
            var name = Path.GetFileName(directory);
            if (!s_notSource.Contains(name, StringComparer.Ordinal))
                CopySource(directory, Path.Combine(target, name));
        }
    }

    private async Task<string> PackageCacheAsync()
    {
        var outcome = await RunAsync(_folder.Path, "dotnet nuget locals global-packages --list");
        return outcome.Output[(outcome.Output.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
