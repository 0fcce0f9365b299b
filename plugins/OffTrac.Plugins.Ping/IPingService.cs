using OffTrac.Sdk.Components;

namespace OffTrac.Plugins.Ping;

/// <summary>One environment's <see cref="PingModule"/>, for the plugin's components that serve the whole host.</summary>
[ExtensionPoint(OnFailure = FailureBehavior.Throw, TimeLimitSeconds = 0)]
internal interface IPingService
{
    /// <summary>Checks the caller, then pings or looks.</summary>
    ValueTask<PingAnswer> CallAsync(PingCall call, CancellationToken cancellation);

    /// <summary>Pings in this process, whatever else is going on, and waits until all that was started has ended.</summary>
    ValueTask<PingAnswer> PingNowAsync(PingCall call, CancellationToken cancellation);

    /// <summary>How things are.</summary>
    ValueTask<PingAnswer> LookAsync(CancellationToken cancellation);
}
