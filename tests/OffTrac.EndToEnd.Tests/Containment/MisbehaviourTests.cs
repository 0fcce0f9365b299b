using System.Net;
using OffTrac.EndToEnd.Tests.Processes;

namespace OffTrac.EndToEnd.Tests.Containment;

public sealed class MisbehaviourTests
{
    [Fact]
    public async Task ConstructorThatThrowsOrHangs_TurnsOnlyItsComponentOff()
    {
        await using var host = await ContainedHost.StartAsync("Banana", "ThrowsInConstructor", "HangsInConstructor");
        Assert.StartsWith("banana", await host.AskAsync("Banana"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await host.StatusAsync("ThrowsInConstructor"));
        Assert.Equal(HttpStatusCode.NotFound, await host.StatusAsync("HangsInConstructor"));
        Assert.Contains("Component fixture.throws-in-constructor.Component of plugin fixture.throws-in-constructor is off", host.Log, StringComparison.Ordinal);
        Assert.Contains("thrown in the constructor", host.Log, StringComparison.Ordinal);
        Assert.Contains("its constructor did not return within", host.Log, StringComparison.Ordinal);
        Assert.Equal(0, await host.Process.StopAsync());
    }

    [Theory]
    [InlineData("ThrowsInAsyncVoid", "thrown in async void")]
    [InlineData("ThrowsOnThread", "thrown on a thread")]
    [InlineData("ThrowsInTimer", "thrown in a timer")]
    [InlineData("ThrowsInFinalizer", "thrown in a finalizer")]
    public async Task ExceptionWhereNobodyCatches_IsBlamedOnThePluginAndSurvived(string plugin, string message)
    {
        await using var host = await ContainedHost.StartAsync(plugin);
        Assert.Equal("thrown", await host.AskAsync(plugin));
        var log = await host.WaitForLogAsync(message);
        Assert.Contains($"Plugin fixture.{ContainedHost.NameOf(plugin)} ", log, StringComparison.Ordinal);
        Assert.Contains("threw where nobody catches", log, StringComparison.Ordinal);
        await host.AssertServesAsync();
        Assert.Equal("thrown", await host.AskAsync(plugin));
        Assert.Equal(0, await host.Process.StopAsync());
    }

    [Fact]
    public async Task HandlersThatNeverReturn_KeepNoOtherRequestAndNoStop()
    {
        await using var host = ContainedHost.Prepare("Banana", "NeverReturns", "SpinsForever");
        var file = Path.Combine(host.Environment, "conf", "host.ini");
        await File.WriteAllTextAsync(file, "[host]\ndrain_time = 2s\n");
        await host.ServeAsync("--config", file);

        var hanging = Enumerable.Range(0, 20).Select(_ => host.StatusAsync("NeverReturns")).Append(host.StatusAsync("SpinsForever")).ToList();
        for (var i = 0; i < 50; i++)
            Assert.StartsWith("banana", await host.AskAsync("Banana"), StringComparison.Ordinal);
        await host.AssertServesAsync();
        Assert.All(hanging, request => Assert.False(request.IsCompleted));

        Assert.Equal(0, await host.Process.StopAsync().WaitAsync(TimeSpan.FromSeconds(25)));
        await Task.WhenAll(hanging).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.All(hanging, request => Assert.True(request.IsFaulted));
    }

    [Fact]
    public async Task BackgroundWorkThatThrows_IsStartedAgainAndAgain()
    {
        await using var host = await ContainedHost.StartAsync("FailsInBackground", "Banana");
        await Eventually.GetAsync(() => host.AskAsync("FailsInBackground"), starts => int.Parse(starts, null) >= 3, "Three starts");
        Assert.Contains(
            "Background work of component fixture.fails-in-background.Component of plugin fixture.fails-in-background", host.Log, StringComparison.Ordinal);
        Assert.StartsWith("banana", await host.AskAsync("Banana"), StringComparison.Ordinal);
        Assert.Equal(0, await host.Process.StopAsync());
    }

    [Fact]
    public async Task OptionsListenersThatThrowOrHang_KeepNoOtherListenerAndNoLaterEdit()
    {
        await using var host = await ContainedHost.StartAsync("ThrowsInOptionsListener", "Banana");
        var ini = Path.Combine(host.Environment, "conf", "offtrac.ini");
        foreach (var word in new[] { "first", "second" })
        {
            await File.WriteAllTextAsync(ini, $"[fixture-options]\nword = {word}\n");
            await Eventually.GetAsync(() => host.AskAsync("ThrowsInOptionsListener"), told => told == "told " + word, $"The listener told of {word}");
        }

        Assert.Contains("thrown in the options listener", host.Log, StringComparison.Ordinal);
        await File.AppendAllTextAsync(ini, "[components]\nfixture.banana.* = disabled\n");
        await Eventually.GetAsync(() => host.StatusAsync("Banana"), status => status == HttpStatusCode.NotFound, "The disabled component gone");
        Assert.Equal(0, await host.Process.StopAsync());
    }
}
