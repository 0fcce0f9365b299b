namespace OffTrac.EndToEnd.Tests.Conventions;

/// <summary>An arrow from one assembly to another points down only.</summary>
public sealed class FloorsTests
{
    private static readonly string[] s_framework = ["System", "Microsoft.Extensions.", "Microsoft.Win32.", "netstandard", "mscorlib", "Microsoft.CSharp"];

    public static TheoryData<string, string[], string[]> Floors => new()
    {
        { "OffTrac.Sdk", ["Microsoft.AspNetCore.", "Microsoft.Net.Http.Headers"], [] },
        {
            "OffTrac.Core",
            ["OffTrac.Sdk", "Microsoft.Data.Sqlite", "SQLitePCLRaw.", "Npgsql", "Dapper", "AngleSharp"],
            ["Microsoft.AspNetCore.", "Autofac"]
        },
        {
            "OffTrac.Host",
            ["OffTrac.Sdk", "OffTrac.Core", "Autofac", "System.CommandLine", "Spectre.Console", "Handlebars", "Microsoft.AspNetCore", "Microsoft.Net.Http.Headers", "Microsoft.Diagnostics."],
            []
        },
        {
            "OffTrac.Sdk.Testing",
            ["OffTrac.Sdk", "OffTrac.Core", "offtrac", "Microsoft.AspNetCore.", "Microsoft.Diagnostics."],
            ["OffTrac.Plugins."]
        },
    };

    public static TheoryData<string> Plugins
    {
        get
        {
            var plugins = new TheoryData<string>();
            foreach (var folder in Directory.EnumerateDirectories(Path.Combine(Repository.Root, "plugins"), "OffTrac.Plugins.*"))
                plugins.Add(Path.GetFileName(folder));
            return plugins;
        }
    }

    [Theory]
    [MemberData(nameof(Floors))]
    public void Assembly_RefersOnlyToWhatItsFloorMayUse(string project, string[] allowed, string[] never)
    {
        var references = AssemblyReferences.Of(FileOf(project));
        Assert.DoesNotContain(references, reference => !s_framework.Concat(allowed).Any(name => Begins(reference, name)));
        Assert.DoesNotContain(references, reference => never.Any(name => Begins(reference, name)));
    }

    [Theory]
    [MemberData(nameof(Plugins))]
    public void Plugin_RefersToTheSdkAlone(string plugin)
    {
        var references = AssemblyReferences.Of(Path.Combine(Repository.HostOutput, "plugins", plugin, plugin + ".dll"));
        Assert.Contains("OffTrac.Sdk", references);
        Assert.DoesNotContain(references, reference =>
            reference is "OffTrac.Core" or "offtrac" or "OffTrac.Sdk.Testing"
            || (reference.StartsWith("OffTrac.Plugins.", StringComparison.Ordinal) && !reference.EndsWith(".Contracts", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Plugins))]
    public void PluginFolder_HoldsNoCopyOfTheHost(string plugin)
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository.HostOutput, "plugins", plugin), "*.dll").Select(Path.GetFileName);
        Assert.DoesNotContain(files, file => file is "OffTrac.Sdk.dll" or "OffTrac.Core.dll" or "offtrac.dll");
    }

    [Fact]
    public void Host_KnowsNoPluginByName()
    {
        var literals = AssemblyReferences.LiteralsOf(FileOf("OffTrac.Host"));
        Assert.DoesNotContain(literals, literal => literal.Contains("OffTrac.Plugins.", StringComparison.OrdinalIgnoreCase));
    }

    private static string FileOf(string project) =>
        Path.Combine(Repository.OutputOf(project), project is "OffTrac.Host" ? "offtrac.dll" : project + ".dll");

    private static bool Begins(string reference, string name) =>
        name.EndsWith('.') ? reference.StartsWith(name, StringComparison.Ordinal) : reference == name || reference.StartsWith(name + ".", StringComparison.Ordinal);
}
