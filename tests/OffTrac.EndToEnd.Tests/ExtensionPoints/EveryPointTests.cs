using System.Net;
using OffTrac.EndToEnd.Tests.Processes;

namespace OffTrac.EndToEnd.Tests.ExtensionPoints;

/// <summary>Each extension point is asked by somebody, and a plugin's component is heard.</summary>
public sealed class EveryPointTests(EveryPointHost host) : IClassFixture<EveryPointHost>
{
    [Fact]
    public async Task SystemInfoProvider_IsShownByEnvInfo()
    {
        var info = await host.RunAsync("env", "info");
        Assert.Contains("Tide table", info.Output, StringComparison.Ordinal);
        Assert.Contains("7.1", info.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HealthContributor_IsHeardByHealth()
    {
        using var answer = await host.Process.Http.GetAsync("health");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("low tide", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestorGroupProviderAndStore_DecideWhatAUserHolds()
    {
        var held = await host.RunAsync("permission", "list", "kim", "--json");
        Assert.Contains("HARBOUR_VIEW", held.Output, StringComparison.Ordinal);
        var other = await host.RunAsync("permission", "list", "joe", "--json");
        Assert.DoesNotContain("HARBOUR_VIEW", other.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PermissionStoreThatRefuses_IsQuotedInOneLine()
    {
        var refused = await host.RunAsync("permission", "add", "joe", "HARBOUR_VIEW");
        Assert.Equal((2, "offtrac: The ledger is closed."), (refused.ExitCode, refused.Error.Trim()));
    }

    [Theory]
    [InlineData("kim", 7, "kim may use Berth 7 at /quay/7 (there)")]
    [InlineData("kim", 8, "kim may not use Berth 8 at /quay/8 (there)")]
    [InlineData("kim", 11, "kim may use Berth 11 at /quay/11 (not there)")]
    [InlineData("sue", 11, "sue may not use Berth 11 at /quay/11 (not there)")]
    [InlineData(null, 7, "anonymous may use Berth 7 at /quay/7 (there)")]
    public async Task AuthenticatorPolicyResourceManagerAndHandler_AnswerTogether(string? pilot, int berth, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"gate/{berth}");
        if (pilot is not null)
            request.Headers.Add("X-Pilot", pilot);
        using var answer = await host.Process.Http.SendAsync(request);
        Assert.Equal(expected, await answer.Content.ReadAsStringAsync());
        Assert.Equal("passed", Assert.Single(answer.Headers.GetValues("X-Gate")));
    }

    [Fact]
    public async Task RequestFilter_AnswersInsteadOfTheHandler()
    {
        using var answer = await host.Process.Http.GetAsync("gate/7?night");
        Assert.Equal((HttpStatusCode.Locked, "closed"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task TicketManipulatorAndListener_SeeWhatPeopleStore()
    {
        var refused = await host.RunAsync("ticket", "create", "a shark");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("No sharks in this harbour.", refused.Error, StringComparison.Ordinal);

        var created = await host.RunAsync("ticket", "create", "a pump", "--user", "joe");
        Assert.Equal((0, ""), (created.ExitCode, created.Error));
        var id = new string([.. created.Output.Where(char.IsAsciiDigit)]);
        Assert.Contains("keywords: seen", (await host.RunAsync("ticket", "show", id)).Output, StringComparison.Ordinal);
        await host.RunAsync("ticket", "change", id, "priority=trivial", "--comment", "dry");
        Assert.Equal(2, (await host.RunAsync("ticket", "change", id, "--comment", "shark!")).ExitCode);
        await host.RunAsync("ticket", "delete", id);

        var log = await host.ReadLogBookAsync();
        Assert.Contains("ticket created a pump by joe through Command", log, StringComparison.Ordinal);
        Assert.Contains("ticket changed a pump: priority, comment 1", log, StringComparison.Ordinal);
        Assert.Contains("ticket deleted a pump", log, StringComparison.Ordinal);
        Assert.DoesNotContain("shark", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WikiManipulatorAndListener_SeeWhatPeopleStore()
    {
        Assert.Equal(2, (await PutAsync("Bay", "a shark")).ExitCode);
        Assert.Equal(0, (await PutAsync("Bay", "calm")).ExitCode);
        Assert.Equal(0, (await PutAsync("Bay", "rough")).ExitCode);
        await host.RunAsync("wiki", "delete", "Bay");

        var log = await host.ReadLogBookAsync();
        Assert.Contains("page added Bay\npage changed Bay to 2\npage deleted Bay\n", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AListener_HearsOfAttachmentsMilestonesRenamesAndDeletedChanges()
    {
        var file = Path.Combine(host.Directory, "chart.txt");
        await File.WriteAllTextAsync(file, "depths");
        await GoodAsync("milestone", "add", "Spring", "--user", "joe");
        await GoodAsync("attachment", "add", "milestone:Spring", file, "sam");
        await GoodAsync("milestone", "rename", "Spring", "Autumn");
        await GoodAsync("attachment", "remove", "milestone:Autumn", "chart.txt");
        await GoodAsync("milestone", "remove", "Autumn");
        await GoodAsync("wiki", "rename", "SandBox", "Beach");
        await GoodAsync("ticket", "change", "3", "--comment", "wet", "priority=trivial");
        await GoodAsync("ticket", "remove_comment", "3", "1", "--user", "joe");

        var log = await host.ReadLogBookAsync();
        Assert.Contains(
            """
            milestone created Spring by joe through Command
            attachment added chart.txt by sam
            attachment moved milestone:Spring chart.txt to milestone:Autumn/attachment:chart.txt
            milestone changed Spring to Autumn
            attachment deleted milestone:Autumn/attachment:chart.txt
            milestone deleted Autumn
            page renamed SandBox to Beach

            """,
            log,
            StringComparison.Ordinal);
        Assert.Contains("change 1 deleted of Printing is slow by joe", log, StringComparison.Ordinal);
    }

    private async Task GoodAsync(params string[] words)
    {
        var run = await host.RunAsync(words);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    private Task<CommandOutcome> PutAsync(string page, string text) =>
        OffTracCommand.RunAsync(OffTracCommand.Start("--env", host.Directory, "wiki", "put", page, "-"), text);
}
