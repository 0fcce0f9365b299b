namespace OffTrac.Sdk.Components;

/// <summary>
/// Work that a component does for as long as it lives. The host starts it after the environment (or the host) is up, under
/// <c>serve</c> only.
/// </summary>
[ExtensionPoint(TimeLimitSeconds = 0)]
public interface IBackgroundService
{
    /// <summary>
    /// Runs until the token is cancelled, which happens when the component is disabled, its plugin is replaced or the host
    /// stops. When it returns or throws before that, it is started again after a pause that doubles from 1 second to 5 minutes.
    /// </summary>
    /// <param name="cancellation">Cancelled when the component goes; the host then waits 25 seconds for the return.</param>
    Task RunAsync(CancellationToken cancellation);
}
