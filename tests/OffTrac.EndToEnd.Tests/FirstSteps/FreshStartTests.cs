using System.Net;
using System.Text.Json;
using OffTrac.EndToEnd.Tests.Conventions;
using OffTrac.EndToEnd.Tests.Processes;
using OffTrac.TestServers;

namespace OffTrac.EndToEnd.Tests.FirstSteps;

public sealed class FreshStartTests
{
    [Fact]
    public async Task ServeWithoutAnyEnvironment_MakesTheEmbeddedOneAndAnswersPings()
    {
        using var folder = new TemporaryDirectory();
        File.Copy(Path.Combine(Repository.Root, "offtrac.ini"), folder.Combine("offtrac.ini"));
        await using var host = await HostProcess.ServeInAsync(folder.Path);

        using var answer = await host.Http.PostAsync("ping", content: null);
        Assert.True(answer.StatusCode is HttpStatusCode.Accepted, $"{answer.StatusCode}\n{host.Output}");
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var environment = json.RootElement.GetProperty("environments").GetProperty("default");
        Assert.Equal(["started", "running", "overdue", "failed", "next_due"], environment.EnumerateObject().Select(member => member.Name));
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(File.Exists(folder.Combine("data", "default", "db", "trac.db")));
        Assert.Equal(0, await host.StopAsync());
    }

    [Fact]
    public async Task ServeTwice_ServesTheSameEnvironment()
    {
        using var folder = new TemporaryDirectory();
        File.Copy(Path.Combine(Repository.Root, "offtrac.ini"), folder.Combine("offtrac.ini"));
        await using (var first = await HostProcess.ServeInAsync(folder.Path))
            await first.StopAsync();
        var before = await File.ReadAllTextAsync(folder.Combine("data", "default", "VERSION"));
        await using var second = await HostProcess.ServeInAsync(folder.Path);
        Assert.Equal(before, await File.ReadAllTextAsync(folder.Combine("data", "default", "VERSION")));
    }

    [Theory]
    [InlineData("--urls", "nonsense")]
    [InlineData("/nowhere/at/all")]
    public async Task ServeWithABadArgument_SaysSoInOneLine(params string[] arguments)
    {
        var outcome = await OffTracCommand.RunAsync(["serve", .. arguments]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Single(outcome.Error.Trim().Split('\n'));
        Assert.Contains(arguments[^1], outcome.Error, StringComparison.Ordinal);
    }
}
