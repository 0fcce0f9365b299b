using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace OffTrac.Host.Web.Authentication;

/// <summary>Counts failed logins of each address: after twenty in a minute it must wait for the next one.</summary>
internal sealed class LoginThrottle(TimeProvider time)
{
    private const int MaxFailures = 20;
    private const int MaxAddresses = 10_000;

    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<IPAddress, Window> _failures = new();

    /// <summary>How long the address must wait; zero when it may try.</summary>
    public TimeSpan WaitOf(IPAddress? address)
    {
        if (!_failures.TryGetValue(KeyOf(address), out var window) || window.Count < MaxFailures)
            return TimeSpan.Zero;
        var wait = s_window - time.GetElapsedTime(window.Begin);
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    public void Failed(IPAddress? address)
    {
        if (_failures.Count > MaxAddresses)
            Forget();
        _failures.AddOrUpdate(
            KeyOf(address),
            static (_, now) => new Window(now.GetTimestamp(), 1),
            static (_, window, now) => now.GetElapsedTime(window.Begin) > s_window ? new Window(now.GetTimestamp(), 1) : window with { Count = window.Count + 1 },
            time);
    }

    private void Forget()
    {
        foreach (var (address, window) in _failures)
        {
            if (time.GetElapsedTime(window.Begin) > s_window)
                _failures.TryRemove(address, out _);
        }
        // Still full: an attack from everywhere; start over, so that memory stays bounded.
        if (_failures.Count > MaxAddresses)
            _failures.Clear();
    }

    /// <summary>Somebody with IPv6 has all of a /64.</summary>
    private static IPAddress KeyOf(IPAddress? address)
    {
        if (address is null)
            return IPAddress.None;
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }

    private sealed record Window(long Begin, int Count);
}
