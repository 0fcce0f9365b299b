using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.Wire;

/// <summary>
/// Decodes base64 piece by piece as Python's <c>binascii.a2b_base64</c> does: what is no digit is skipped, and the padding ends the text.
/// </summary>
internal sealed class Base64Decoder : IDisposable
{
    private readonly BinarySpool _spool = new();
    private readonly byte[] _bytes = new byte[3 * 1024];
    private int _count;
    private int _place;
    private int _rest;
    private int _pads;
    private long _digits;
    private bool _ended;

    /// <exception cref="InvalidBase64Exception">A character is not of ASCII.</exception>
    public void Write(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c >= 0x80)
                throw new InvalidBase64Exception("Base64 holds a character that is not of ASCII.");
            if (!_ended)
                Take(c);
        }
    }

    /// <exception cref="InvalidBase64Exception">The padding is missing.</exception>
    public RpcBinary Complete()
    {
        if (_place == 1 && !_ended)
            throw new InvalidBase64Exception($"Invalid base64-encoded string: number of data characters ({_digits}) cannot be 1 more than a multiple of 4");
        if (_place != 0 && !_ended)
            throw new InvalidBase64Exception("Incorrect padding");
        _spool.Write(_bytes.AsSpan(0, _count));
        return _spool.Complete();
    }

    public void Dispose() => _spool.Dispose();

    private void Take(char c)
    {
        if (c == '=')
        {
            if (_place >= 2 && _place + ++_pads >= 4)
                _ended = true;
            return;
        }
        var digit = DigitOf(c);
        if (digit < 0)
            return;
        _pads = 0;
        _digits++;
        if (_place == 0)
        {
            _rest = digit;
            _place = 1;
            return;
        }
        var shift = 6 - (2 * _place);
        Put((byte)((_rest << (2 * _place)) | (digit >> shift)));
        _rest = digit & ((1 << shift) - 1);
        _place = (_place + 1) % 4;
    }

    private void Put(byte value)
    {
        if (_count == _bytes.Length)
        {
            _spool.Write(_bytes);
            _count = 0;
        }
        _bytes[_count++] = value;
    }

    private static int DigitOf(char c) => c switch
    {
        >= 'A' and <= 'Z' => c - 'A',
        >= 'a' and <= 'z' => c - 'a' + 26,
        >= '0' and <= '9' => c - '0' + 52,
        '+' => 62,
        '/' => 63,
        _ => -1,
    };
}
