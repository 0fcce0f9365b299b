using System.Numerics;

namespace OffTrac.Core.Security.Passwords;

/// <summary>The binary digits of pi after the point: with them Blowfish fills its boxes, and so they need not stand here as a table.</summary>
internal static class PiFraction
{
    private const int GuardBits = 64;

    /// <summary>The first <paramref name="count"/> words of 32 bits.</summary>
    public static uint[] Words(int count)
    {
        var bits = (count * 32) + GuardBits;
        // Machin's formula: pi/4 = 4 arctan(1/5) - arctan(1/239).
        var pi = 4 * ((4 * ArcTangentOfInverse(5, bits)) - ArcTangentOfInverse(239, bits));
        var fraction = (pi - (new BigInteger(3) << bits)) >> GuardBits;
        var bytes = fraction.ToByteArray(isUnsigned: true, isBigEndian: true);
        var padded = new byte[count * 4];
        bytes.CopyTo(padded, padded.Length - bytes.Length);
        var words = new uint[count];
        for (var i = 0; i < count; i++)
            words[i] = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(padded.AsSpan(i * 4));
        return words;
    }

    private static BigInteger ArcTangentOfInverse(int x, int bits)
    {
        var power = (BigInteger.One << bits) / x;
        var sum = power;
        for (var n = 3; !power.IsZero; n += 2)
        {
            power /= x * x;
            sum += (n & 2) != 0 ? -(power / n) : power / n;
        }
        return sum;
    }
}
