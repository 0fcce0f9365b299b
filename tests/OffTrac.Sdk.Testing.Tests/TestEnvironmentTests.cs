using System.Net;
using System.Runtime.Loader;
using OffTrac.Sdk.Tickets;
using OffTrac.TestServers;

namespace OffTrac.Sdk.Testing.Tests;

public sealed class TestEnvironmentTests
{
    private const string Banana = "fixture.banana.Component";

    private static readonly TestEnvironmentOptions s_banana = new()
    {
        Plugins = ["Banana"],
        Ini = "[components]\nfixture.banana.* = enabled",
        ServesHttp = true,
    };

    [Fact]
    public async Task Plugin_HearsOfChangesAndAnswersRequests()
    {
        await using var environment = await TestEnvironment.StartAsync(s_banana);
        Assert.Equal("banana 0", await environment.Http.GetStringAsync("fixture/banana"));

        await environment.Get<ITicketStore>().CreateAsync(new NewTicket { Values = [new("summary", "Pump leaks")] }, null, CancellationToken.None);

        Assert.Equal("banana 1", await environment.Http.GetStringAsync("fixture/banana"));
        Assert.Contains(Banana, environment.ExtensionPoint<ITicketChangeListener>().Components);
    }

    [Fact]
    public async Task Plugin_LivesInALoadContextOfItsOwn()
    {
        await using var environment = await TestEnvironment.StartAsync(s_banana);
        var loaded = AppDomain.CurrentDomain.GetAssemblies().Where(assembly => assembly.GetName().Name == "Banana").ToList();
        Assert.NotEmpty(loaded);
        Assert.All(loaded, assembly => Assert.NotSame(AssemblyLoadContext.Default, AssemblyLoadContext.GetLoadContext(assembly)));
    }

    [Fact]
    public async Task Ini_DecidesWhichComponentsRun()
    {
        await using (var on = await TestEnvironment.StartAsync(s_banana))
        {
            Assert.True(on.IsEnabled(Banana));
            Assert.Contains(on.DescribeComponents(), line => line.StartsWith($"{Banana}: enabled, enabled by fixture.banana.* = enabled in ", StringComparison.Ordinal));
        }

        await using var off = await TestEnvironment.StartAsync(s_banana with { Ini = "" });
        Assert.False(off.IsEnabled(Banana));
        Assert.Contains(off.DescribeComponents(), line => line.StartsWith($"{Banana}: off, ", StringComparison.Ordinal));
        using var answer = await off.Http.GetAsync("fixture/banana");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task ReplacedPlugin_AnswersAnew()
    {
        using var changed = new TemporaryDirectory("Versioned");
        FixtureFiles.Copy(BuiltPlugins.Find("Versioned").Directory, changed.Path);
        await File.WriteAllTextAsync(changed.Combine("version.txt"), "2");
        await using var environment = await TestEnvironment.StartAsync(s_banana with { Plugins = ["Versioned"], Ini = "[components]\nfixture.versioned.* = enabled" });
        Assert.Equal("1", await environment.Http.GetStringAsync("fixture/version"));

        await environment.AddPluginAsync(changed.Path);

        Assert.Equal("2", await environment.Http.GetStringAsync("fixture/version"));
        Assert.Equal("unloaded", await environment.WaitForUnloadAsync("fixture.versioned"));
    }

    [Fact]
    public async Task RemovedPlugin_IsGone()
    {
        await using var environment = await TestEnvironment.StartAsync(s_banana);
        Assert.Equal("banana 0", await environment.Http.GetStringAsync("fixture/banana"));

        await environment.RemovePluginAsync("Banana");

        Assert.False(environment.IsEnabled(Banana));
        Assert.DoesNotContain(Banana, environment.ExtensionPoint<ITicketChangeListener>().Components);
        using var answer = await environment.Http.GetAsync("fixture/banana");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("unloaded", await environment.WaitForUnloadAsync("fixture.banana"));
    }

    [Fact]
    public async Task Log_HoldsWhatTheHostSays_WithoutTheFrameworksChatter()
    {
        await using var environment = await TestEnvironment.StartAsync(s_banana);
        await environment.Http.GetStringAsync("fixture/banana");

        Assert.Contains("Information OffTrac.Plugins: Plugin fixture.banana ", environment.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("Microsoft.", environment.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_IsTheTestsOwn()
    {
        var moment = new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero);
        await using var environment = await TestEnvironment.StartAsync(new TestEnvironmentOptions { Time = new FixedTime(moment) });
        var store = environment.Get<ITicketStore>();

        var ticket = await store.CreateAsync(new NewTicket { Values = [new("summary", "Pump leaks")] }, null, CancellationToken.None);

        Assert.Equal(moment, (await store.FindAsync(ticket.Id, CancellationToken.None))!.Created);
    }

    [Fact]
    public async Task Dispose_DeletesTheEnvironment()
    {
        string directory;
        await using (var environment = await TestEnvironment.StartAsync(s_banana))
        {
            directory = environment.Directory;
            Assert.True(File.Exists(Path.Combine(directory, "VERSION")));
        }

        Assert.False(Directory.Exists(Path.GetDirectoryName(directory)));
    }

    [Fact]
    public async Task UnknownPlugin_IsRefusedWithTheNamesThatThereAre()
    {
        var exception = await Assert.ThrowsAsync<TracException>(() => TestEnvironment.StartAsync(s_banana with { Plugins = ["Bananna"] }));
        Assert.Equal("'Bananna' is neither a directory nor a plugin that the test project builds; those are: Banana, Versioned.", exception.Message);
    }

    [Fact]
    public async Task RemovalOfAPluginThatIsNotThere_IsRefusedWithTheNamesThatThereAre()
    {
        await using var environment = await TestEnvironment.StartAsync(s_banana);
        var exception = await Assert.ThrowsAsync<TracException>(() => environment.RemovePluginAsync("Cherry"));
        Assert.Equal("There is no plugin 'Cherry' to remove; there are: Banana.", exception.Message);
    }

    [Fact]
    public async Task BadIni_IsRefusedInOneLine_AndLeavesNothingBehind()
    {
        var exception = await Assert.ThrowsAnyAsync<TracException>(() => TestEnvironment.StartAsync(s_banana with { Ini = "[components]\nno sign of an option" }));

        Assert.DoesNotContain('\n', exception.Message);
        Assert.Contains("no sign of an option", exception.Message, StringComparison.Ordinal);
        var root = exception.Message[exception.Message.IndexOf(Path.GetTempPath(), StringComparison.Ordinal)..exception.Message.IndexOf("/test/conf/offtrac.ini", StringComparison.Ordinal)];
        Assert.False(Directory.Exists(root), root);
    }

    [Fact]
    public async Task BadDatabase_IsRefusedInOneLine()
    {
        var exception = await Assert.ThrowsAnyAsync<TracException>(() => TestEnvironment.StartAsync(s_banana with { Database = "oracle:somewhere" }));
        Assert.DoesNotContain('\n', exception.Message);
        Assert.Contains("oracle", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Http_WithoutAServer_SaysWhatToSet()
    {
        await using var environment = await TestEnvironment.StartAsync(new TestEnvironmentOptions());
        var exception = Assert.Throws<InvalidOperationException>(() => environment.Http);
        Assert.Equal("This environment answers no requests; start it with ServesHttp = true.", exception.Message);
    }
}
