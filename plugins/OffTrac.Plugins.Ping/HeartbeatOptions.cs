using OffTrac.Sdk.Configuration;

namespace OffTrac.Plugins.Ping;

/// <summary>Section <c>[heartbeat]</c> of the host's file: defaults for <c>offtrac heartbeat --config FILE</c>.</summary>
[OptionsSection("heartbeat")]
public sealed record HeartbeatOptions
{
    [Option("Addresses of /ping to call.")]
    public IReadOnlyList<string> Url { get; init; } = [];

    [Option("File whose first line is the token.")]
    public string? TokenFile { get; init; }

    [Option("File with a certificate authority to trust besides the system's.")]
    public string? CaFile { get; init; }

    [Option("Time from one call to the next.", Minimum = 1, Maximum = 86400)]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(60);

    [Option("Longest wait for an answer, besides what is waited for jobs.", Minimum = 1, Maximum = 3600)]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    [Option("Seconds that each call waits for the jobs it starts.", Minimum = 0, Maximum = 300)]
    public int Wait { get; init; }
}
