using StackExchange.Redis;

namespace OffTrac.Plugins.Redis.Tests;

/// <summary>The example of the README; a test compares both, and runs it.</summary>
internal static class SubscriberExample
{
    public static async Task RunAsync(string server, TextWriter output, CancellationToken cancellation)
    {
        // <example>
        using var redis = await ConnectionMultiplexer.ConnectAsync(server);
        await redis.GetSubscriber().SubscribeAsync(
            new RedisChannel("trac.*.ticket.*", RedisChannel.PatternMode.Pattern),
            (channel, payload) =>
            {
                using var message = System.Text.Json.JsonDocument.Parse((string)payload!);
                output.WriteLine($"{channel}: ticket {message.RootElement.GetProperty("id")}");
            });
        // </example>
        await output.WriteLineAsync("listening");
        await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
