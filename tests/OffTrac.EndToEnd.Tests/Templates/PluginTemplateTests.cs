using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using OffTrac.EndToEnd.Tests.Processes;

namespace OffTrac.EndToEnd.Tests.Templates;

/// <summary>What somebody gets who follows the README and writes a plugin.</summary>
public sealed class PluginTemplateTests(Walk walk) : IClassFixture<Walk>
{
    [Fact]
    public void ReadmeWalk_EndsWithTheTestsOfTheNewPlugin()
    {
        Assert.True(walk.Outcome.ExitCode == 0, Said(walk.Outcome));
        Assert.Contains("Passed!", walk.Outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", walk.Outcome.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("", walk.Outcome.Error);
    }

    [Fact]
    public async Task F5_ServesThePlugin_AndSwapsItAtTheNextBuild()
    {
        await using var host = await HostProcess.StartAsync(await F5Async());
        Assert.Contains("Plugin acme.greeter 1.0.0 loaded", host.Output, StringComparison.Ordinal);
        Assert.Contains("Good morning, joe: ticket #1 is in good hands.", await CreateTicketAsync(), StringComparison.Ordinal);

        await RewriteAsync("Acme.Greeter/TicketGreeter.cs", "good hands", "better hands");
        await RewriteAsync("Acme.Greeter/Acme.Greeter.csproj", "<Version>1.0.0<", "<Version>1.1.0<");
        await RunAsync("dotnet build");

        await Eventually.GetAsync(
            () => Task.FromResult(host.Output),
            output => output.Contains("Plugin acme.greeter 1.1.0 loaded", StringComparison.Ordinal)
                && output.Contains("Plugin acme.greeter 1.0.0 is unloaded and gone from memory", StringComparison.Ordinal),
            "the swap");
        Assert.Contains("Good morning, joe: ticket #2 is in better hands.", await CreateTicketAsync(), StringComparison.Ordinal);
        using var health = await host.Http.GetAsync("health");
        Assert.True(health.IsSuccessStatusCode, await health.Content.ReadAsStringAsync());
        Assert.Equal(0, await host.StopAsync());
    }

    [Fact]
    public async Task PublishedPlugin_IsEnabledInTheEnvironmentThatItIsCopiedTo()
    {
        await RunAsync("""
            dotnet publish Acme.Greeter -o dist/Acme.Greeter
            mkdir ../site
            cd ../site
            offtrac env create harbour
            cp -r ../Acme.Greeter/dist/Acme.Greeter harbour/plugins/
            """);

        var components = await RunAsync("offtrac --env ../site/harbour plugin components --json");

        using var json = JsonDocument.Parse(components.Output);
        var greeter = json.RootElement.EnumerateArray().Single(component => component.GetProperty("name").GetString() == "acme.greeter.TicketGreeter");
        Assert.True(greeter.GetProperty("enabled").GetBoolean(), components.Output);
    }

    [Theory]
    [InlineData("acme-tools")]
    [InlineData("X")]
    public async Task AnyName_GivesAPluginThatBuildsWithoutWarnings(string name)
    {
        await RunAsync($"""
            dotnet new offtrac-plugin -n {name} -o ../{name} --offtrac '{walk.Checkout}'
            cd ../{name}
            dotnet build -warnaserror
            test -f plugins/{name}/{name}.dll
            ! grep -rniE 'acme.?greeter|offtrac_in' --exclude-dir=bin --exclude-dir=obj --exclude-dir=plugins .
            """);
    }

    [Fact]
    public void SdkPackage_HoldsAReferenceAssemblyAndNoCode()
    {
        Assert.Equal(
            ["build/OffTrac.Sdk.props", "build/OffTrac.Sdk.targets", "ref/net10.0/OffTrac.Sdk.dll", "ref/net10.0/OffTrac.Sdk.xml"],
            ContentOf("OffTrac.Sdk"));
    }

    [Fact]
    public void SdkAssembly_ChangesItsVersionWithTheMajorOneOnly()
    {
        using var archive = ZipFile.OpenRead(PackageFile("OffTrac.Sdk"));
        var file = Path.Combine(walk.Plugin, "..", "OffTrac.Sdk.dll");
        archive.GetEntry("ref/net10.0/OffTrac.Sdk.dll")!.ExtractToFile(file, overwrite: true);
        Assert.Equal(new Version(0, 0, 0, 0), AssemblyName.GetAssemblyName(file).Version);
    }

    [Fact]
    public void TestingPackage_BringsTheSdkAtRunTime()
    {
        Assert.Equal(
            ["build/OffTrac.Sdk.Testing.targets", "lib/net10.0/OffTrac.Sdk.Testing.dll", "lib/net10.0/OffTrac.Sdk.Testing.xml", "lib/net10.0/OffTrac.Sdk.dll"],
            ContentOf("OffTrac.Sdk.Testing"));
    }

    private List<string> ContentOf(string package)
    {
        using var archive = ZipFile.OpenRead(PackageFile(package));
        return [.. archive.Entries.Select(entry => entry.FullName)
            .Where(name => name.StartsWith("build", StringComparison.Ordinal) || name.StartsWith("ref", StringComparison.Ordinal)
                || name.StartsWith("lib", StringComparison.Ordinal) || name.StartsWith("content", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>The one file of a package; a digit keeps out those whose names merely begin alike.</summary>
    private string PackageFile(string package) =>
        Directory.EnumerateFiles(Path.Combine(walk.Checkout, "artifacts", "package", "release"), $"{package}.0.*.nupkg").Single();

    /// <summary>What an IDE starts, on a free port.</summary>
    private async Task<ProcessStartInfo> F5Async()
    {
        var project = Path.Combine(walk.Plugin, "Acme.Greeter");
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(project, "Properties", "launchSettings.json")));
        var profile = json.RootElement.GetProperty("profiles").GetProperty("OffTrac");
        return new ProcessStartInfo(
            profile.GetProperty("executablePath").GetString()!,
            profile.GetProperty("commandLineArgs").GetString()! + " --urls http://127.0.0.1:0")
        {
            WorkingDirectory = Path.GetFullPath(Path.Combine(project, profile.GetProperty("workingDirectory").GetString()!)),
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    private async Task<string> CreateTicketAsync() =>
        (await RunAsync("offtrac --config offtrac.ini --env default ticket create 'Pump leaks' --author joe --verbose")).Error;

    private async Task RewriteAsync(string file, string old, string changed)
    {
        var path = Path.Combine(walk.Plugin, file);
        var text = await File.ReadAllTextAsync(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, text.Replace(old, changed, StringComparison.Ordinal));
    }

    private async Task<CommandOutcome> RunAsync(string commands)
    {
        Assert.True(walk.Outcome.ExitCode == 0, Said(walk.Outcome));
        var outcome = await walk.RunAsync(walk.Plugin, commands);
        Assert.True(outcome.ExitCode == 0, Said(outcome));
        return outcome;
    }

    private static string Said(CommandOutcome outcome) => $"{outcome.ExitCode}\n{outcome.Output}\n{outcome.Error}";
}
