using System.Globalization;
using OffTrac.EndToEnd.Tests.Processes;

namespace OffTrac.EndToEnd.Tests.Containment;

public sealed class ListenerTests
{
    [Fact]
    public async Task ListenerThatThrows_LosesNoChangeAndIsSuspended()
    {
        await using var host = await StartAsync("Banana", "ThrowsInListener");
        for (var i = 0; i < 7; i++)
            await AssertStandsAsync(host, await host.CreateTicketAsync($"summary {i}"), $"summary {i}");

        Assert.Equal("banana 7", await host.AskAsync("Banana"));
        Assert.Equal("told 5", await host.AskAsync("ThrowsInListener"));
        Assert.Contains(
            "Component fixture.throws-in-listener.Component of plugin fixture.throws-in-listener 1.0.0 failed as ITicketChangeListener", host.Log, StringComparison.Ordinal);
        Assert.Contains("thrown in the listener", host.Log, StringComparison.Ordinal);
        Assert.Contains("Component fixture.throws-in-listener.Component is suspended as ITicketChangeListener until", host.Log, StringComparison.Ordinal);

        if (Counts.Of(few: 0, full: 1) == 0)
            return;
        await Task.Delay(TimeSpan.FromSeconds(61));
        await host.CreateTicketAsync("the probe");
        Assert.Equal("told 6", await host.AskAsync("ThrowsInListener"));
    }

    [Theory]
    [InlineData("NeverReturns")]
    [InlineData("SpinsForever")]
    public async Task ListenerThatHangs_LosesNoChangeAndIsLeftOutUntilItReturns(string plugin)
    {
        await using var host = await StartAsync("Banana", plugin);
        for (var i = 0; i < 3; i++)
            await AssertStandsAsync(host, await host.CreateTicketAsync($"summary {i}"), $"summary {i}");

        Assert.Equal("banana 3", await host.AskAsync("Banana"));
        var complaint = $"Component {ContainedHost.ComponentOf(plugin)} of plugin fixture.{ContainedHost.NameOf(plugin)} 1.0.0 failed as ITicketChangeListener: did not return within";
        Assert.Single(host.Log.Split('\n'), line => line.Contains(complaint, StringComparison.Ordinal));
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task CommandWithAListenerThatThrows_WritesTheTicket()
    {
        await using var host = ContainedHost.Prepare("ThrowsInListener");
        var outcome = await OffTracCommand.RunAsync("ticket", "create", "by command", "--author", "ada", "--verbose", "--env", host.Environment);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        var number = int.Parse(outcome.Output.Split(' ')[1], CultureInfo.InvariantCulture);
        await AssertStandsAsync(host, number, "by command");
        Assert.Contains("fixture.throws-in-listener.Component", outcome.Error, StringComparison.Ordinal);
    }

    private static async Task<ContainedHost> StartAsync(params IEnumerable<string> plugins)
    {
        var host = ContainedHost.Prepare([.. plugins, "WriteLoad"]);
        await File.WriteAllTextAsync(
            Path.Combine(host.Environment, "conf", "offtrac.ini"), $"[writeload]\nfile = {Path.Combine(host.Environment, "log", "notes.txt")}\n");
        await host.ServeAsync();
        return host;
    }

    private static async Task AssertStandsAsync(ContainedHost host, int ticket, string summary)
    {
        var shown = await host.CommandAsync("ticket", "show", ticket.ToString(CultureInfo.InvariantCulture));
        Assert.Contains(summary, shown.GetRawText(), StringComparison.Ordinal);
    }
}
