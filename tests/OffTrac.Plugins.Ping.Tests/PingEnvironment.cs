using OffTrac.Sdk.Testing;

namespace OffTrac.Plugins.Ping.Tests;

/// <summary>A served environment with the ping plugin and observers.</summary>
internal static class PingEnvironment
{
    /// <summary>The heartbeat is off unless the ini says otherwise, so that a test's own pings are all there are.</summary>
    public static Task<TestEnvironment> StartAsync(string ping = "internal = 0", string more = "") => TestEnvironment.StartAsync(new TestEnvironmentOptions
    {
        Plugins = ["OffTrac.Plugins.Ping", "PingsBack"],
        ServesHttp = true,
        Ini = $"""
            [components]
            offtrac.ping.* = enabled
            fixture.pingsback.* = enabled
            [ping]
            min_interval = 0
            {ping}
            {more}
            """,
    });
}
