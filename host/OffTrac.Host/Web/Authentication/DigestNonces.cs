using System.Security.Cryptography;

namespace OffTrac.Host.Web.Authentication;

/// <summary>The open nonces of digest authentication: at most a hundred, the oldest go first, each good for one login.</summary>
internal sealed class DigestNonces
{
    private const int MaxOpen = 100;

    private readonly Lock _lock = new();
    private readonly OrderedDictionary<string, long> _open = new(StringComparer.Ordinal);

    public string Make()
    {
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        lock (_lock)
        {
            _open.Add(nonce, 0);
            while (_open.Count > MaxOpen)
                _open.RemoveAt(0);
        }
        return nonce;
    }

    /// <summary>Takes a nonce.</summary>
    /// <param name="nonce">The nonce.</param>
    /// <param name="count">The client's count <c>nc</c>.</param>
    /// <param name="keep">True where every request carries the password: then the nonce stays good while its count grows.</param>
    public bool TryUse(string nonce, long count, bool keep)
    {
        lock (_lock)
        {
            if (!_open.TryGetValue(nonce, out var last))
                return false;
            if (!keep)
                return _open.Remove(nonce);
            if (count <= last)
                return false;
            _open[nonce] = count;
            return true;
        }
    }
}
