using OffTrac.Sdk.Testing;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Macros.Tests;

public sealed class PostgreSqlTests(MacroFixture fixture) : IClassFixture<MacroFixture>
{
    [Fact]
    public async Task Macros_ShowTheSameOnBothEngines()
    {
        await using var original = await PostgreSqlEnvironment.CreateAsync();
        await using var environment = await TestEnvironment.StartAsync(new TestEnvironmentOptions { CopyOf = original.Directory, Plugins = ["OffTrac.Plugins.Macros"] });
        foreach (var call in (string[])["TitleIndex(format=group)", "RecentChanges(,5)", "RecentChanges(Harbour,3,group=none)", "Image(HarbourGuide:港の地図.png)", "TicketQuery(id=1-12,format=table,group=owner)", "TicketQuery(component=legacy,format=progress)", "InterWiki"])
            Assert.Equal(await fixture.Environment.RenderAsync($"[[{call}]]"), await environment.RenderAsync($"[[{call}]]"));
    }
}
