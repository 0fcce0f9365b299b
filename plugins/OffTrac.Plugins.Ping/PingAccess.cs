using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace OffTrac.Plugins.Ping;

/// <summary>Decides who may ping: a token, a user with <c>PING</c>, or, where no token is configured, an address.</summary>
internal sealed class PingAccess(IOptionsMonitor<PingOptions> options, TimeProvider time)
{
    private const int FailuresPerMinute = 20;
    private const int PeersKept = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, (long Minute, int Failures)> _failures = [];

    /// <summary>Null when the caller may.</summary>
    public PingAnswer? Refuse(PingCall call)
    {
        var peer = call.Peer ?? IPAddress.None;
        if (IsBarred(peer))
            return new PingAnswer { Verdict = PingVerdict.TooMany, Problem = "Too many pings with a wrong token from this address; wait a minute." };
        var current = options.CurrentValue;
        if (call.Token is not null)
        {
            if (IsKnown(call.Token, current.Tokens))
                return null;
            NoteFailure(peer);
            return new PingAnswer { Verdict = PingVerdict.Unauthorized, Problem = "The token is not one of those in [ping] tokens." };
        }

        if (call.User is not null)
            return null;
        if (current.Tokens.Count > 0)
        {
            NoteFailure(peer);
            return new PingAnswer { Verdict = PingVerdict.Unauthorized, Problem = "A token is needed: send it as 'Authorization: Bearer …' or 'X-Ping-Token: …'." };
        }

        return IsAllowed(call.Peer, current.AllowFrom)
            ? null
            : new PingAnswer { Verdict = PingVerdict.Forbidden, Problem = "This address may not ping; [ping] allow_from names those that may, or configure [ping] tokens." };
    }

    /// <summary>Every token is compared, and hashed before, so that the time taken tells neither which one nor its length.</summary>
    private static bool IsKnown(string token, IReadOnlyList<string> tokens)
    {
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(token), given);
        var known = false;
        foreach (var candidate in tokens)
        {
            SHA256.HashData(Encoding.UTF8.GetBytes(candidate), expected);
            known |= CryptographicOperations.FixedTimeEquals(given, expected);
        }

        return known;
    }

    private static bool IsAllowed(IPAddress? peer, IReadOnlyList<string> networks)
    {
        if (peer is null)
            return false;
        if (peer.IsIPv4MappedToIPv6)
            peer = peer.MapToIPv4();
        foreach (var text in networks)
        {
            if (PingOptions.ParseNetwork(text) is { } network && network.Contains(peer))
                return true;
        }

        return false;
    }

    private bool IsBarred(IPAddress peer)
    {
        lock (_lock)
            return _failures.TryGetValue(peer, out var seen) && seen.Minute == Minute() && seen.Failures >= FailuresPerMinute;
    }

    private void NoteFailure(IPAddress peer)
    {
        lock (_lock)
        {
            var minute = Minute();
            if (_failures.Count >= PeersKept)
                _failures.Clear();
            _failures[peer] = _failures.TryGetValue(peer, out var seen) && seen.Minute == minute ? (minute, seen.Failures + 1) : (minute, 1);
        }
    }

    private long Minute() => time.GetUtcNow().ToUnixTimeSeconds() / 60;
}
