using System.Text;

namespace OffTrac.Core.Security.Passwords;

/// <summary>
/// The first crypt of Unix (Morris and Thompson, 1979): DES with a salt that swaps bits of its expansion, 25 times over zeros. The tables
/// are those of FIPS 46-3, bits numbered from one. Read, never written: only eight characters count.
/// </summary>
internal static class DesCrypt
{
    private static ReadOnlySpan<byte> Initial =>
    [
        58, 50, 42, 34, 26, 18, 10, 2, 60, 52, 44, 36, 28, 20, 12, 4, 62, 54, 46, 38, 30, 22, 14, 6, 64, 56, 48, 40, 32, 24, 16, 8,
        57, 49, 41, 33, 25, 17, 9, 1, 59, 51, 43, 35, 27, 19, 11, 3, 61, 53, 45, 37, 29, 21, 13, 5, 63, 55, 47, 39, 31, 23, 15, 7,
    ];

    private static ReadOnlySpan<byte> Final =>
    [
        40, 8, 48, 16, 56, 24, 64, 32, 39, 7, 47, 15, 55, 23, 63, 31, 38, 6, 46, 14, 54, 22, 62, 30, 37, 5, 45, 13, 53, 21, 61, 29,
        36, 4, 44, 12, 52, 20, 60, 28, 35, 3, 43, 11, 51, 19, 59, 27, 34, 2, 42, 10, 50, 18, 58, 26, 33, 1, 41, 9, 49, 17, 57, 25,
    ];

    private static ReadOnlySpan<byte> KeyChoice1 =>
    [
        57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60, 52, 44, 36,
        63, 55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21, 13, 5, 28, 20, 12, 4,
    ];

    private static ReadOnlySpan<byte> KeyChoice2 =>
    [
        14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2,
        41, 52, 31, 37, 47, 55, 30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
    ];

    private static ReadOnlySpan<byte> Shifts => [1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1];

    private static ReadOnlySpan<byte> Expansion =>
    [
        32, 1, 2, 3, 4, 5, 4, 5, 6, 7, 8, 9, 8, 9, 10, 11, 12, 13, 12, 13, 14, 15, 16, 17,
        16, 17, 18, 19, 20, 21, 20, 21, 22, 23, 24, 25, 24, 25, 26, 27, 28, 29, 28, 29, 30, 31, 32, 1,
    ];

    private static ReadOnlySpan<byte> Permutation =>
        [16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22, 11, 4, 25];

    private static ReadOnlySpan<byte> Boxes =>
    [
        14, 4, 13, 1, 2, 15, 11, 8, 3, 10, 6, 12, 5, 9, 0, 7, 0, 15, 7, 4, 14, 2, 13, 1, 10, 6, 12, 11, 9, 5, 3, 8,
        4, 1, 14, 8, 13, 6, 2, 11, 15, 12, 9, 7, 3, 10, 5, 0, 15, 12, 8, 2, 4, 9, 1, 7, 5, 11, 3, 14, 10, 0, 6, 13,
        15, 1, 8, 14, 6, 11, 3, 4, 9, 7, 2, 13, 12, 0, 5, 10, 3, 13, 4, 7, 15, 2, 8, 14, 12, 0, 1, 10, 6, 9, 11, 5,
        0, 14, 7, 11, 10, 4, 13, 1, 5, 8, 12, 6, 9, 3, 2, 15, 13, 8, 10, 1, 3, 15, 4, 2, 11, 6, 7, 12, 0, 5, 14, 9,
        10, 0, 9, 14, 6, 3, 15, 5, 1, 13, 12, 7, 11, 4, 2, 8, 13, 7, 0, 9, 3, 4, 6, 10, 2, 8, 5, 14, 12, 11, 15, 1,
        13, 6, 4, 9, 8, 15, 3, 0, 11, 1, 2, 12, 5, 10, 14, 7, 1, 10, 13, 0, 6, 9, 8, 7, 4, 15, 14, 3, 11, 5, 2, 12,
        7, 13, 14, 3, 0, 6, 9, 10, 1, 2, 8, 5, 11, 12, 4, 15, 13, 8, 11, 5, 6, 15, 0, 3, 4, 7, 2, 12, 1, 10, 14, 9,
        10, 6, 9, 0, 12, 11, 7, 13, 15, 1, 3, 14, 5, 2, 8, 4, 3, 15, 0, 6, 10, 1, 13, 8, 9, 4, 5, 11, 12, 7, 2, 14,
        2, 12, 4, 1, 7, 10, 11, 6, 8, 5, 3, 15, 13, 0, 14, 9, 14, 11, 2, 12, 4, 7, 13, 1, 5, 0, 15, 10, 3, 9, 8, 6,
        4, 2, 1, 11, 10, 13, 7, 8, 15, 9, 12, 5, 6, 3, 0, 14, 11, 8, 12, 7, 1, 14, 2, 13, 6, 15, 0, 9, 10, 4, 5, 3,
        12, 1, 10, 15, 9, 2, 6, 8, 0, 13, 3, 4, 14, 7, 5, 11, 10, 15, 4, 2, 7, 12, 9, 5, 6, 1, 13, 14, 0, 11, 3, 8,
        9, 14, 15, 5, 2, 8, 12, 3, 7, 0, 4, 10, 1, 13, 11, 6, 4, 3, 2, 12, 9, 5, 15, 10, 11, 14, 1, 7, 6, 0, 8, 13,
        4, 11, 2, 14, 15, 0, 8, 13, 3, 12, 9, 7, 5, 10, 6, 1, 13, 0, 11, 7, 4, 9, 1, 10, 14, 3, 5, 12, 2, 15, 8, 6,
        1, 4, 11, 13, 12, 3, 7, 14, 10, 15, 6, 8, 0, 5, 9, 2, 6, 11, 13, 8, 1, 4, 10, 7, 9, 5, 0, 15, 14, 2, 3, 12,
        13, 2, 8, 4, 6, 15, 11, 1, 10, 9, 3, 14, 5, 0, 12, 7, 1, 15, 13, 8, 10, 3, 7, 4, 12, 5, 6, 11, 0, 14, 9, 2,
        7, 11, 4, 1, 9, 12, 14, 2, 0, 6, 10, 13, 15, 3, 5, 8, 2, 1, 14, 7, 4, 10, 8, 13, 15, 12, 9, 0, 3, 5, 6, 11,
    ];

    /// <param name="password">Password; bytes after the eighth don't count.</param>
    /// <param name="salt">Two characters.</param>
    public static string Hash(string password, string salt)
    {
        var key = new bool[64];
        var bytes = Encoding.UTF8.GetBytes(password);
        for (var i = 0; i < Math.Min(8, bytes.Length); i++)
        {
            for (var bit = 0; bit < 7; bit++)
                key[(8 * i) + bit] = ((bytes[i] >> (6 - bit)) & 1) != 0;
        }
        var keys = KeySchedule(key);
        var swaps = CryptBase64.Alphabet.IndexOf(salt[0], StringComparison.Ordinal) | (CryptBase64.Alphabet.IndexOf(salt[1], StringComparison.Ordinal) << 6);
        var block = new bool[64];
        for (var i = 0; i < 25; i++)
            block = Encrypt(block, keys, swaps);
        return salt + Encode(block);
    }

    private static bool[][] KeySchedule(bool[] key)
    {
        var halves = Pick(key, KeyChoice1);
        var keys = new bool[16][];
        for (var round = 0; round < 16; round++)
        {
            halves = [.. Rotate(halves[..28], Shifts[round]), .. Rotate(halves[28..], Shifts[round])];
            keys[round] = Pick(halves, KeyChoice2);
        }
        return keys;
    }

    private static bool[] Encrypt(bool[] block, bool[][] keys, int swaps)
    {
        var mixed = Pick(block, Initial);
        var left = mixed[..32];
        var right = mixed[32..];
        foreach (var key in keys)
        {
            var scrambled = Scramble(right, key, swaps);
            for (var i = 0; i < 32; i++)
                scrambled[i] ^= left[i];
            (left, right) = (right, scrambled);
        }
        return Pick([.. right, .. left], Final);
    }

    private static bool[] Scramble(bool[] half, bool[] key, int swaps)
    {
        var expanded = Pick(half, Expansion);
        for (var i = 0; i < 12; i++)
        {
            if (((swaps >> i) & 1) != 0)
                (expanded[i], expanded[i + 24]) = (expanded[i + 24], expanded[i]);
        }
        var substituted = new bool[32];
        for (var box = 0; box < 8; box++)
        {
            var six = 0;
            for (var i = 0; i < 6; i++)
                six = (six << 1) | (expanded[(6 * box) + i] ^ key[(6 * box) + i] ? 1 : 0);
            var row = ((six >> 4) & 2) | (six & 1);
            var value = Boxes[(64 * box) + (16 * row) + ((six >> 1) & 15)];
            for (var i = 0; i < 4; i++)
                substituted[(4 * box) + i] = ((value >> (3 - i)) & 1) != 0;
        }
        return Pick(substituted, Permutation);
    }

    private static bool[] Pick(bool[] bits, ReadOnlySpan<byte> table)
    {
        var picked = new bool[table.Length];
        for (var i = 0; i < table.Length; i++)
            picked[i] = bits[table[i] - 1];
        return picked;
    }

    private static bool[] Rotate(bool[] bits, int by) => [.. bits[by..], .. bits[..by]];

    private static string Encode(bool[] block)
    {
        var text = new StringBuilder(11);
        for (var at = 0; at < 66; at += 6)
        {
            var six = 0;
            for (var i = at; i < at + 6; i++)
                six = (six << 1) | (i < 64 && block[i] ? 1 : 0);
            text.Append(CryptBase64.Alphabet[six]);
        }
        return text.ToString();
    }
}
