using OffTrac.Sdk.Configuration;

namespace OffTrac.Plugins.Maintenance;

/// <summary>What section <c>[trac]</c> says of how long things are kept.</summary>
[OptionsSection("trac", TracRules = true)]
public sealed record TracOptions
{
    [Option("Days after which settings of people who are not logged in are forgotten; 0 for never.")]
    public int AnonymousSessionLifetime { get; init; } = 90;

    [Option("Seconds that a login lasts; 0 for as long as the browser is open.")]
    public int AuthCookieLifetime { get; init; }
}
