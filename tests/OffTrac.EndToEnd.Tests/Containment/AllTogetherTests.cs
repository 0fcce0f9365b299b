using System.Net;
using System.Text.Json;

namespace OffTrac.EndToEnd.Tests.Containment;

public sealed class AllTogetherTests
{
    private static readonly Dictionary<string, string> s_answers = new(StringComparer.Ordinal)
    {
        ["Banana"] = "banana 0",
        ["ExportsContracts"] = "hello host",
        ["UsesContracts"] = "Fixture.Greetings of contracts of fixture.exports-contracts",
        ["NativeDependency"] = "3.",
        ["NeedsPrivateV1"] = "private 1",
        ["NeedsPrivateV2"] = "private 2",
        ["PinsByAsyncLocal"] = "left behind",
        ["PinsByDynamic"] = "3 fruits",
        ["PinsByGcHandle"] = "held",
        ["PinsByJson"] = "{",
        ["PinsByMeter"] = "measuring",
        ["PinsByProcessExit"] = "held",
        ["PinsByTask"] = "running",
        ["PinsByThread"] = "running",
        ["PinsByTimer"] = "ticking",
        ["PinsByTokenRegistration"] = "registered",
        ["PinsByTypeDescriptor"] = "Name",
        ["PinsNothing"] = "plum",
        ["ShipsForeignSdk"] = "0.0.0.0",
        ["SpeaksGerman"] = "guten Tag",
        ["ThrowsInAsyncVoid"] = "thrown",
        ["ThrowsInFinalizer"] = "thrown",
        ["ThrowsInListener"] = "told 0",
        ["ThrowsInTimer"] = "thrown",
        ["ThrowsOnThread"] = "thrown",
    };

    private static readonly Dictionary<string, string> s_refused = new(StringComparer.Ordinal)
    {
        ["BuiltOnNewerSdk"] = "a newer host is needed",
        ["LacksMember"] = "OffTrac.Sdk.Pings.IPingObserver.ObserveAsync",
        ["UsesMissingMember"] = "OffTrac.Sdk.Pings.IFutureObserver",
        ["Garbage"] = "Garbage.dll is no .NET assembly, or a damaged one",
        ["Truncated"] = "Truncated.dll is no .NET assembly, or a damaged one",
        ["Misnamed"] = "holds no Misnamed.dll",
    };

    [Fact]
    public async Task GoodAndBadPluginsInOneEnvironment_TheGoodOnesAnswerAndTheBadOnesAreNamed()
    {
        await using var host = ContainedHost.Prepare(
            [.. s_answers.Keys, "BuiltOnNewerSdk", "LacksMember", "UsesMissingMember", "NeverReturns", "SpinsForever", "ThrowsInConstructor"]);
        var banana = await File.ReadAllBytesAsync(Path.Combine(host.PluginPath("Banana"), "Banana.dll"));
        await PutAsync(host, "Garbage", "Garbage.dll", [.. Enumerable.Range(0, 4096).Select(static i => (byte)(i * 7))]);
        await PutAsync(host, "Truncated", "Truncated.dll", banana[..(banana.Length / 2)]);
        await PutAsync(host, "Misnamed", "Other.dll", banana);
        await PutAsync(host, "NoDll", "plugin.py", "print()"u8.ToArray());
        await host.ServeAsync();

        // Twice: after the first time finalizers, threads and timers have thrown.
        for (var round = 0; round < 2; round++)
        {
            foreach (var (plugin, answer) in s_answers)
                Assert.StartsWith(answer, await host.AskAsync(plugin), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, await host.StatusAsync("ThrowsInConstructor"));
        foreach (var plugin in s_refused.Keys)
            Assert.Equal(HttpStatusCode.NotFound, await host.StatusAsync(plugin));
        foreach (var (plugin, reason) in s_refused)
            Assert.Contains(host.Log.Split('\n'), line => line.Contains("/" + plugin + " ", StringComparison.Ordinal) && line.Contains(reason, StringComparison.Ordinal));
        Assert.Contains("OffTrac.Sdk.dll in its folder is ignored", host.Log, StringComparison.Ordinal);
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task PluginList_NamesTheRefusedOnesWithTheirReason()
    {
        await using var host = ContainedHost.Prepare("Banana", "BuiltOnNewerSdk", "LacksMember", "UsesMissingMember", "UsesContracts");
        await PutAsync(host, "Garbage", "Garbage.dll", [0x4d, 0x5a, 0, 1]);
        await PutAsync(host, "Truncated", "Truncated.dll", (await File.ReadAllBytesAsync(Path.Combine(host.PluginPath("Banana"), "Banana.dll")))[..2000]);
        await PutAsync(host, "Misnamed", "Other.dll", [1]);

        var listed = (await host.CommandAsync("plugin", "list")).EnumerateArray()
            .ToDictionary(row => Path.GetFileName(row.GetProperty("directory").GetString()!), StringComparer.Ordinal);
        foreach (var (plugin, reason) in s_refused.Append(new("UsesContracts", "requires fixture.exports-contracts")))
        {
            Assert.Equal("refused", listed[plugin].GetProperty("state").GetString());
            Assert.Contains(reason, listed[plugin].GetProperty("reason").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal("found", listed["Banana"].GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, listed["Banana"].GetProperty("reason").ValueKind);

        var shown = (await host.CommandAsync("plugin", "show", "fixture.lacks-member")).EnumerateArray()
            .Where(row => row.GetProperty("name").GetString() is "state" or "reason").Select(row => row.GetProperty("value").GetString()!).ToList();
        Assert.Equal("refused", shown[0]);
        Assert.Contains(s_refused["LacksMember"], shown[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task PluginComponents_SaysWhyAComponentIsOff()
    {
        await using var host = ContainedHost.Prepare("Banana", "ThrowsInConstructor");
        await File.AppendAllTextAsync(Path.Combine(host.Environment, "conf", "offtrac.ini"), "\n[components]\nfixture.banana.* = disabled\n");
        var components = (await host.CommandAsync("plugin", "components", "fixture.")).EnumerateArray()
            .ToDictionary(row => row.GetProperty("name").GetString()!, StringComparer.Ordinal);

        var thrower = components[ContainedHost.ComponentOf("ThrowsInConstructor")];
        Assert.False(thrower.GetProperty("enabled").GetBoolean());
        Assert.Contains("its constructor failed: ", thrower.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains("thrown in the constructor", thrower.GetProperty("reason").GetString(), StringComparison.Ordinal);
        var banana = components[ContainedHost.ComponentOf("Banana")];
        Assert.False(banana.GetProperty("enabled").GetBoolean());
        Assert.Equal("fixture.banana.* = disabled", banana.GetProperty("rule").GetString());
        Assert.EndsWith("offtrac.ini", banana.GetProperty("file").GetString(), StringComparison.Ordinal);
        Assert.True(banana.GetProperty("line").GetInt32() > 0);
    }

    private static async Task PutAsync(ContainedHost host, string plugin, string file, byte[] bytes)
    {
        Directory.CreateDirectory(host.PluginPath(plugin));
        await File.WriteAllBytesAsync(Path.Combine(host.PluginPath(plugin), file), bytes);
    }
}
