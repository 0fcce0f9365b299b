namespace OffTrac.Core.Components;

/// <summary>A call that goes on after its round has left the caller's thread: what it holds.</summary>
/// <param name="Source">Source of the call's token; null when the token is the caller's.</param>
/// <param name="Link">Cancels the source with the caller.</param>
/// <param name="Lease">The lease on the component's plugin, entered; null when that plugin is going already.</param>
/// <param name="Started">Time stamp.</param>
internal readonly record struct LeftCall(
    CancellationTokenSource? Source, CancellationTokenRegistration Link, IComponentLease? Lease, long Started);
