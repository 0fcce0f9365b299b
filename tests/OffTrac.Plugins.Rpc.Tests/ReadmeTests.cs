using System.Diagnostics;
using System.Text.RegularExpressions;
using OffTrac.Sdk.Testing;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Rpc.Tests;

/// <summary>The README's scripts, run as they stand there.</summary>
public sealed partial class ReadmeTests(ServedEnvironment served) : IClassFixture<ServedEnvironment>
{
    private readonly TestEnvironment _environment = served.Environment;

    [Fact]
    public async Task Each_script_prints_what_the_README_shows()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(FixtureFiles.Repository, "plugins", "OffTrac.Plugins.Rpc", "README.md"));
        var scripts = Script().Matches(readme);

        Assert.Equal(["sh", "sh", "sh", "python", "python"], scripts.Select(script => script.Groups["language"].Value));
        foreach (Match script in scripts)
            Assert.Equal(script.Groups["output"].Value, await RunAsync(script.Groups["language"].Value, script.Groups["code"].Value));
    }

    [Fact]
    public async Task The_README_names_every_method_s_component()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(FixtureFiles.Repository, "plugins", "OffTrac.Plugins.Rpc", "README.md"));
        var components = typeof(RpcSystem).Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributes(typeof(Sdk.Components.ComponentAttribute), inherit: false))
            .Select(attribute => ((Sdk.Components.ComponentAttribute)attribute).Name)
            .ToList();

        Assert.True(components.Count > 10);
        Assert.All(components, name => Assert.Contains(name.Split('.')[^1] + '`', readme, StringComparison.Ordinal));
    }

    private async Task<string> RunAsync(string language, string code)
    {
        var address = _environment.Http.BaseAddress!.Authority;
        var start = new ProcessStartInfo(language == "sh" ? "/bin/bash" : "/usr/bin/python3", [language == "sh" ? "-ec" : "-c", code.Replace("127.0.0.1:8000", address, StringComparison.Ordinal)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var problem = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await problem);
        return output;
    }

    [GeneratedRegex(@"^```(?<language>sh|python)\n(?<code>[^`]*(?:`[^`]+)*?)```\n\n```text\n(?<output>[^`]*)```$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Script();
}
