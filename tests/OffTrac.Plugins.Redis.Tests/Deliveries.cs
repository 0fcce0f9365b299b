using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Testing;

namespace OffTrac.Plugins.Redis.Tests;

internal static class Deliveries
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    /// <summary>Waits until nothing waits to be told any more.</summary>
    public static async Task WaitUntilToldAsync(TestEnvironment environment)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (await environment.Get<IDeliveries>().CountAsync(null, default) is { Count: > 0 } waiting)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < s_limit, $"{string.Join(", ", waiting)}\n{environment.Log}");
            await Task.Delay(20);
        }
    }
}
