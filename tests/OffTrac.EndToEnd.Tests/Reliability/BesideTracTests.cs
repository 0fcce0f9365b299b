using System.Text.Json;
using OffTrac.EndToEnd.Tests.Processes;
using OffTrac.TestServers;

namespace OffTrac.EndToEnd.Tests.Reliability;

/// <summary>A Trac that runs the Python plugin on the same environment, and OffTrac beside it: nothing is published twice.</summary>
public sealed class BesideTracTests
{
    private const string RedisRule = "[components]\ntracext.redispub.* = enabled\n";

    [Theory]
    [InlineData("instead", "", true)]
    [InlineData("beside", "", false)]
    [InlineData("beside", RedisRule, true)]
    [InlineData("instead", "[components]\ntracext.redispub.* = disabled\n", false)]
    public async Task RuleOfTracIni_PublishesOnlyInTracsPlace(string role, string ownRule, bool isPublished)
    {
        using var copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
        var conf = Path.Combine(copy.Path, "conf");
        var trac = await File.ReadAllTextAsync(Path.Combine(conf, "trac.ini"));
        await File.WriteAllTextAsync(Path.Combine(conf, "trac.ini"), $"{trac}\n{RedisRule}");
        await File.WriteAllTextAsync(
            Path.Combine(conf, "offtrac.ini"), $"[offtrac]\nrole = {role}\n[redis_client]\nport = {FreePort.Next()}\n{ownRule}");

        var components = await OffTracCommand.RunAsync("plugin", "components", "--env", copy.Path, "--json");
        Assert.Equal(0, components.ExitCode);
        Assert.Equal(isPublished, IsOn(components.Output, "tracext.redispub.ticket.RedisTicketStream"));

        Assert.Equal(0, (await OffTracCommand.RunAsync("ticket", "change", "1", "--comment", "said once", "--env", copy.Path)).ExitCode);
        var waiting = await OffTracCommand.RunAsync("delivery", "list", "--env", copy.Path, "--json");
        Assert.Equal(isPublished, waiting.Output.Contains("tracext.redispub.ticket.RedisTicketStream", StringComparison.Ordinal));
    }

    private static bool IsOn(string json, string component)
    {
        using var rows = JsonDocument.Parse(json);
        return rows.RootElement.EnumerateArray().Single(row => row.GetRawText().Contains(component, StringComparison.Ordinal)).GetProperty("enabled").GetBoolean();
    }
}
