using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Environments;

/// <summary>Names and versions for the about page, <c>offtrac env info</c> and error reports. As in Trac.</summary>
[ExtensionPoint]
public interface ISystemInfoProvider
{
    /// <summary>What to show, such as <c>Redis</c> and <c>7.0.15</c>; no secrets. May connect to a server.</summary>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    ValueTask<IReadOnlyList<SystemInfo>> GetSystemInfoAsync(CancellationToken cancellation);
}
