using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace OffTrac.Core.Security.Passwords;

/// <summary>
/// bcrypt (Provos and Mazières, "A Future-Adaptable Password Scheme", 1999): Blowfish with a key schedule that is made slow on purpose.
/// Own code, because no library among the project's dependencies has it.
/// </summary>
internal static class Bcrypt
{
    private const string Alphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    // Above this one login would hold a core for more than a minute.
    private const int MaxCost = 17;

    private static readonly Lazy<uint[]> s_pi = new(() => PiFraction.Words(18 + 1024));

    /// <param name="password">Password; bytes after the 72nd don't count.</param>
    /// <param name="setting"><c>$2y$10$</c> and 22 characters of salt; what follows does not count.</param>
    /// <returns>Null when the setting is malformed.</returns>
    public static string? Hash(string password, string setting)
    {
        if (setting.Length < 29 || setting[0] != '$' || setting[1] != '2' || setting[2] is not ('a' or 'b' or 'y') || setting[3] != '$' || setting[6] != '$'
            || !int.TryParse(setting.AsSpan(4, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var cost) || cost is < 4 or > MaxCost
            || Decode(setting[7..29]) is not { } salt)
            return null;
        return setting[..29] + Encode(Digest(password, salt, cost).AsSpan(0, 23));
    }

    public static string MakeSetting(int cost, ReadOnlySpan<byte> salt) =>
        string.Create(CultureInfo.InvariantCulture, $"$2y${cost:00}$") + Encode(salt);

    private static byte[] Digest(string password, byte[] salt, int cost)
    {
        var bytes = Encoding.UTF8.GetBytes(password);
        byte[] key = [.. bytes[..Math.Min(bytes.Length, 72)], 0];
        if (key.Length > 72)
            key = key[..72];
        var state = new Blowfish(s_pi.Value);
        state.Expand(key, salt);
        for (var i = 1L << cost; i > 0; i--)
        {
            state.Expand(key, []);
            state.Expand(salt, []);
        }
        var text = Encoding.ASCII.GetBytes("OrpheanBeholderScryDoubt");
        for (var at = 0; at < text.Length; at += 8)
        {
            var left = BinaryPrimitives.ReadUInt32BigEndian(text.AsSpan(at));
            var right = BinaryPrimitives.ReadUInt32BigEndian(text.AsSpan(at + 4));
            for (var i = 0; i < 64; i++)
                state.Encrypt(ref left, ref right);
            BinaryPrimitives.WriteUInt32BigEndian(text.AsSpan(at), left);
            BinaryPrimitives.WriteUInt32BigEndian(text.AsSpan(at + 4), right);
        }
        return text;
    }

    private static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        int bits = 0, count = 0;
        foreach (var b in bytes)
        {
            bits = (bits << 8) | b;
            for (count += 8; count >= 6; count -= 6)
                text.Append(Alphabet[(bits >> (count - 6)) & 63]);
        }
        if (count > 0)
            text.Append(Alphabet[(bits << (6 - count)) & 63]);
        return text.ToString();
    }

    private static byte[]? Decode(string salt)
    {
        var bytes = new byte[16];
        int bits = 0, count = 0, at = 0;
        foreach (var character in salt)
        {
            var value = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (value < 0)
                return null;
            bits = (bits << 6) | value;
            count += 6;
            if (count < 8 || at == bytes.Length)
                continue;
            count -= 8;
            bytes[at++] = (byte)(bits >> count);
        }
        return bytes;
    }
}
