using OffTrac.EndToEnd.Tests.Processes;
using OffTrac.TestServers;

namespace OffTrac.EndToEnd.Tests.Reliability;

/// <summary>The one gap that at-least-once leaves: the listener was told, the process died before that was marked.</summary>
public sealed class ToldNotMarkedTests
{
    [Fact]
    public async Task OnSqlite_ToldAgainAndSaidSo()
    {
        using var copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
        await DieAndCheckAsync(copy.Path);
    }

    [SkippableFact]
    public async Task OnPostgreSql_ToldAgainAndSaidSo()
    {
        Skip.IfNot(PostgreSqlServer.IsInstalled, PostgreSqlServer.NotInstalled);
        await using var environment = await PostgreSqlEnvironment.CreateAsync();
        await DieAndCheckAsync(environment.Directory);
    }

    private static async Task DieAndCheckAsync(string environment)
    {
        var notes = Path.Combine(environment, "log", "notes.txt");
        PluginFixture.Install("WriteLoad", environment);
        await File.WriteAllTextAsync(Path.Combine(environment, "conf", "offtrac.ini"), $"[writeload]\nfile = {notes}\ndies_after = last words\n");
        string ticket;
        await using (var host = await HostProcess.ServeAsync(environment))
        {
            using var made = await host.Http.PostAsync("fixture/tickets", new StringContent("told"));
            ticket = await made.Content.ReadAsStringAsync();
            foreach (var text in new[] { "before", "last words" })
                await ChangeAsync(host, ticket, text);
            await host.Process.WaitForExitAsync();
        }

        Assert.EndsWith(" last words", (await File.ReadAllLinesAsync(notes))[^1], StringComparison.Ordinal);
        await using var next = await HostProcess.ServeAsync(environment);
        await Eventually.GetAsync(() => Task.FromResult(File.Exists(notes + ".repeats")), isThere => isThere, "The repetition");
        await ChangeAsync(next, ticket, "after");
        var lines = await Eventually.GetAsync(
            () => File.ReadAllLinesAsync(notes), lines => lines[^1].EndsWith(" after", StringComparison.Ordinal), "The change after the crash");
        var numbers = lines.Where(line => line.EndsWith(" last words", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]).ToList();
        Assert.Equal(2, numbers.Count);
        Assert.Equal(numbers[0], numbers[1]);
        Assert.Contains(numbers[0], await File.ReadAllLinesAsync(notes + ".repeats"));
        Assert.DoesNotContain(lines[^1].Split(' ')[2], await File.ReadAllLinesAsync(notes + ".repeats"));
        Assert.Equal(0, await next.StopAsync());
    }

    private static async Task ChangeAsync(HostProcess host, string ticket, string text)
    {
        try
        {
            using var changed = await host.Http.PostAsync($"fixture/tickets/{ticket}", new StringContent(text));
        }
        catch (HttpRequestException)
        {
            // It may die before its answer is out.
        }
    }
}
