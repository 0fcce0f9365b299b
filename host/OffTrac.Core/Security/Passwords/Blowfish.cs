namespace OffTrac.Core.Security.Passwords;

/// <summary>Bruce Schneier's block cipher (1993), as far as bcrypt needs it.</summary>
internal sealed class Blowfish
{
    private const int Rounds = 16;

    private readonly uint[] _p;
    private readonly uint[] _s;

    public Blowfish(uint[] pi)
    {
        _p = pi[..18];
        _s = pi[18..];
    }

    /// <summary>bcrypt's ExpandKey: mixes the key in, then replaces all boxes by what encrypting the salt gives.</summary>
    /// <param name="key">Key, repeated as often as needed.</param>
    /// <param name="salt">Sixteen bytes, or none for zeros.</param>
    public void Expand(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt)
    {
        var at = 0;
        for (var i = 0; i < _p.Length; i++)
            _p[i] ^= Next(key, ref at);
        uint left = 0, right = 0;
        at = 0;
        Fill(_p, salt, ref at, ref left, ref right);
        Fill(_s, salt, ref at, ref left, ref right);
    }

    public void Encrypt(ref uint left, ref uint right)
    {
        var p = _p;
        var s = _s;
        var l = left;
        var r = right;
        for (var i = 0; i < Rounds; i++)
        {
            l ^= p[i];
            r ^= ((s[l >> 24] + s[256 + ((l >> 16) & 255)]) ^ s[512 + ((l >> 8) & 255)]) + s[768 + (l & 255)];
            (l, r) = (r, l);
        }
        left = r ^ p[17];
        right = l ^ p[16];
    }

    private void Fill(uint[] box, ReadOnlySpan<byte> salt, ref int at, ref uint left, ref uint right)
    {
        for (var i = 0; i < box.Length; i += 2)
        {
            if (salt.Length > 0)
            {
                left ^= Next(salt, ref at);
                right ^= Next(salt, ref at);
            }
            Encrypt(ref left, ref right);
            box[i] = left;
            box[i + 1] = right;
        }
    }

    private static uint Next(ReadOnlySpan<byte> bytes, ref int at)
    {
        uint word = 0;
        for (var i = 0; i < 4; i++)
        {
            word = (word << 8) | bytes[at];
            at = (at + 1) % bytes.Length;
        }
        return word;
    }
}
