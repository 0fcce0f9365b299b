using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Testing;
using OffTrac.Sdk.Wiki;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Redis.Tests;

/// <summary>The same actions give the messages that were recorded from the original.</summary>
public sealed partial class RecordedMessagesTests
{
    [SkippableTheory]
    [InlineData("web", false)]
    [InlineData("web", true)]
    [InlineData("rpc", false)]
    [InlineData("rpc", true)]
    [InlineData("api", false)]
    public Task Actions_publish_what_was_recorded(string sequence, bool allValues) => ReplayAsync(sequence, allValues, overRpc: false);

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Calls_over_RPC_publish_what_was_recorded(bool allValues) => ReplayAsync("rpc", allValues, overRpc: true);

    private static async Task ReplayAsync(string sequence, bool allValues, bool overRpc)
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync();
        var redispub = allValues ? "new_values = all" : "";
        await using var environment = overRpc ? await RedispubEnvironment.StartWithRpcAsync(server, redispub) : await RedispubEnvironment.StartAsync(server, redispub);
        await using var subscriber = await RedisSubscriber.StartAsync(server);
        var actor = new FixtureActor(environment, overRpc);
        await environment.ExtensionPoint<IPermissionStore>().TellAsync(
            new PermissionGrant { Subject = "anonymous", Action = "TRAC_ADMIN" }, static (store, grant, token) => store.GrantAsync(grant, token), default);
        foreach (var step in FixtureStep.Load(sequence))
        {
            await PrepareAsync(environment, actor, step);
            await SettledAsync(environment, server, subscriber);
            var expected = step.Expected(allValues);
            Exception? refused = null;
            try
            {
                await actor.ActAsync(step);
            }
            catch (Sdk.TracException exception) when (expected.Count == 0)
            {
                refused = exception;
            }

            var messages = await SettledAsync(environment, server, subscriber);
            Assert.True(messages.Count == expected.Count, $"{step}\n{refused?.Message}\n{string.Join('\n', messages)}");
            foreach (var (message, wanted) in messages.Zip(expected))
                Check(step, message, wanted);
        }
    }

    private static async Task PrepareAsync(TestEnvironment environment, FixtureActor actor, FixtureStep step)
    {
        foreach (var (id, values) in step.Before)
            await actor.PrepareAsync(id, values);
        var expected = step.Expected(allValues: false);
        if (step.Name.StartsWith("ticket-created", StringComparison.Ordinal) || step.Name.StartsWith("batch", StringComparison.Ordinal))
        {
            await actor.PrepareAsync((int)JsonNode.Parse(expected[0].Payload)!["id"]! - 1, []);
        }
        else if (step.Name.Contains("ticket-delete", StringComparison.Ordinal))
        {
            var values = (JsonObject)JsonNode.Parse(expected[0].Payload)!;
            await actor.PrepareAsync((int)values["id"]!, values);
        }

        await PreparePagesAsync(environment.Get<IWikiStore>(), step.Name);
    }

    /// <summary>Steps between the recorded ones are kept apart; these are what later ones need of them.</summary>
    private static async Task PreparePagesAsync(IWikiStore pages, string step)
    {
        if (step == "wiki-put-rpc-same")
        {
            await pages.SaveAsync(new WikiPageSave { Name = "RpcPage", Text = "text via rpc 2", Author = "anonymous", Comment = "c2" }, null, default);
        }
        else if (step == "api-wiki-replace")
        {
            await pages.SaveAsync(new WikiPageSave { Name = "ApiPage", Text = "y", Author = "admin" }, null, default);
        }
        else if (step == "wiki-renamed")
        {
            await pages.SaveAsync(new WikiPageSave { Name = "Dotted.Page.Name", Text = "x", Author = "anonymous" }, null, default);
        }
    }

    /// <summary>All messages of what was done so far.</summary>
    private static async Task<IReadOnlyList<RedisMessageReceived>> SettledAsync(TestEnvironment environment, RedisServer server, RedisSubscriber subscriber)
    {
        await Deliveries.WaitUntilToldAsync(environment);
        return await subscriber.RestAsync(server);
    }

    private static void Check(FixtureStep step, RedisMessageReceived message, RedisMessageReceived wanted)
    {
        Assert.Equal(wanted.Channel, message.Channel);
        var (actual, expected) = ((JsonObject)JsonNode.Parse(message.Payload)!, (JsonObject)JsonNode.Parse(wanted.Payload)!);
        Mask(step, actual);
        Mask(step, expected);
        Assert.True(JsonNode.DeepEquals(expected, actual), $"{step}\nexpected {expected.ToJsonString()}\nactual   {actual.ToJsonString()}");
        var (text, wantedText) = (Masked(step, message.Payload), Masked(step, wanted.Payload));
        // Values changed in one step are told in the order of the form; which order that was is not recorded.
        Assert.Equal(Sorted(wantedText), Sorted(text));
        if (!step.Stimulus.ContainsKey("changed") && !step.Stimulus.ContainsKey("set"))
            Assert.Equal(wantedText, text);
    }

    private static void Mask(FixtureStep step, JsonObject values)
    {
        foreach (var (name, value) in values.ToList())
        {
            if (value is JsonObject inner)
            {
                Mask(step, inner);
            }
            else if (step.Volatile.Contains(name))
            {
                Assert.Matches(Time(), (string)value!);
                Assert.DoesNotContain(".000000", (string)value!, StringComparison.Ordinal);
                values[name] = "time";
            }
        }
    }

    private static string Masked(FixtureStep step, string payload) =>
        step.Volatile.Aggregate(payload, static (text, name) => Regex.Replace(text, $"\"{name}\": \"[^\"]*\"", $"\"{name}\": \"time\""));

    private static string Sorted(string text) => string.Concat(text.Order());

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00$")]
    private static partial Regex Time();
}
