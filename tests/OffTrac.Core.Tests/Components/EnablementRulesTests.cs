using Microsoft.Extensions.Logging.Abstractions;
using OffTrac.Core.Components;
using OffTrac.Core.Configuration;
using OffTrac.TestServers;

namespace OffTrac.Core.Tests.Components;

public sealed class EnablementRulesTests : IDisposable
{
    private readonly TemporaryDirectory _environment = new();

    /// <summary>Recorded from Trac 1.6's own code.</summary>
    public static TheoryData<string, string, string> RecordedCases()
    {
        using var reader = new StreamReader(typeof(EnablementRulesTests).Assembly.GetManifestResourceStream("EnablementRulesTests.cases.txt")!);
        var cases = new TheoryData<string, string, string>();
        foreach (var parts in reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(" -> ")))
            cases.Add(parts[0], parts[1], parts[2]);
        return cases;
    }

    [Theory]
    [MemberData(nameof(RecordedCases))]
    public void Decide_DecidesAsTrac(string rules, string component, string expected)
    {
        Write("trac.ini", "[components]\n" + rules.Replace('|', '\n'));
        var decision = Open().Decide(component);
        Assert.Equal(expected, decision.Reason == EnablementReason.Undecided ? "undecided" : decision.IsEnabled ? "on" : "off");
        var inEnvironment = Open().Decide(component, fromEnvironment: true);
        Assert.Equal(expected != "off", inEnvironment.IsEnabled);
    }

    [Fact]
    public void Decision_NamesRuleFileAndLine()
    {
        Write("trac.ini", "# head\n[components]\n\nmy.Plug.* = on\n");
        var decision = Open().Decide("my.plug.Thing");
        Assert.Equal(("my.plug.* = on", Conf("trac.ini"), 4), (decision.Rule, decision.File, decision.Line));
    }

    [Theory]
    [InlineData("beside", false)]
    [InlineData("instead", true)]
    public void RuleOfTracIni_CountsForPluginsOnlyInTracsPlace(string role, bool enabled)
    {
        Write("trac.ini", "[components]\nmy.plug.* = on\ntrac.wiki.* = off\n");
        Write("offtrac.ini", $"[offtrac]\nrole = {role}\n");
        Assert.Equal(enabled, Open().Decide("my.plug.Thing").IsEnabled);
        Assert.False(Open().Decide("trac.wiki.Thing").IsEnabled);
    }

    [Theory]
    [InlineData("besid")]
    [InlineData("")]
    public void MisspeltRole_CountsAsBeside_SoThatNothingIsDoneTwice(string role)
    {
        Write("trac.ini", "[components]\nmy.plug.* = on\n");
        Write("offtrac.ini", $"[offtrac]\nrole = {role}\n");
        Assert.False(Open().Decide("my.plug.Thing").IsEnabled);
    }

    [Fact]
    public void RuleOfOffTracIni_CountsBesideTrac()
    {
        Write("trac.ini", "[components]\nmy.plug.* = off\n");
        Write("offtrac.ini", "[offtrac]\nrole = beside\n[components]\nmy.plug = on\n");
        Assert.True(Open().Decide("my.plug.Thing").IsEnabled);
    }

    [Fact]
    public void RuleOfOffTracIni_WinsOverAnotherSpellingInTracIni()
    {
        Write("trac.ini", "[components]\nmy.plug = off\n");
        Write("offtrac.ini", "[components]\nmy.plug.* = on\n");
        Assert.True(Open().Decide("my.plug.Thing").IsEnabled);
    }

    [Fact]
    public void InheritedSpelling_WinsOverOwn_AsInTrac()
    {
        Write("trac.ini", "[inherit]\nfile = shared.ini\n[components]\nmy.plug.* = on\n");
        Write("shared.ini", "[components]\nmy.plug = off\n");
        Assert.False(Open().Decide("my.plug.Thing").IsEnabled);
    }

    [Fact]
    public void DefaultSection_ComesAfterTheSectionsOwn()
    {
        Write("trac.ini", "[DEFAULT]\nmy.plug = off\n[components]\nmy.plug.* = on\n");
        Assert.False(Open().Decide("my.plug.Thing").IsEnabled);
    }

    public void Dispose() => _environment.Dispose();

    private string Conf(string file) => _environment.Combine("conf", file);

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(_environment.Combine("conf"));
        File.WriteAllText(Conf(file), text);
    }

    private EnablementRules Open()
    {
        using var configuration = EnvironmentConfiguration.Open(
            ConfigurationFiles.ForEnvironment(_environment.Path, null, readOnly: true), TimeProvider.System, NullLogger.Instance);
        return EnablementRules.From(configuration);
    }
}
