using System.Globalization;
using System.Text;
using OffTrac.Plugins.Rpc.Calls;
using OffTrac.Plugins.Rpc.Wire;
using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.JsonRpc;

/// <summary>
/// Reads JSON as Python's <c>json</c> does, which <c>Utf8JsonReader</c> can't: <c>NaN</c> and <c>Infinity</c>, half surrogate pairs, whole
/// numbers of any size. The class hints of TracXMLRPC become times and binaries; the base64 of a binary is decoded while it is read.
/// </summary>
internal sealed class JsonReader : IDisposable
{
    private readonly JsonText _text;
    private readonly ICollection<RpcBinary> _binaries;
    private readonly StringBuilder _string = new();
    private int _depth;
    private int _count;

    private JsonReader(Stream body, ICollection<RpcBinary> binaries)
    {
        _text = new JsonText(body);
        _binaries = binaries;
    }

    private bool MayHaveLoneSurrogate { get; set; }

    /// <param name="body">The body.</param>
    /// <param name="binaries">Gets all that has to be disposed.</param>
    /// <param name="hasLoneSurrogate">Whether a text holds half a surrogate pair.</param>
    /// <exception cref="MalformedRequestException">It is no JSON.</exception>
    public static RpcValue Read(Stream body, ICollection<RpcBinary> binaries, out bool hasLoneSurrogate)
    {
        using var reader = new JsonReader(body, binaries);
        var value = reader.ReadValue();
        reader._text.SkipWhiteSpace();
        if (reader._text.Peek() >= 0)
            throw reader.Unexpected("Extra data");
        hasLoneSurrogate = reader.MayHaveLoneSurrogate && RpcArguments.HoldLoneSurrogate(value);
        return value;
    }

    public static MalformedRequestException Malformed(string reason) => new($"No JSON object could be decoded ({reason})");

    public void Dispose() => _text.Dispose();

    private RpcValue ReadValue(bool isHint = false)
    {
        if (++_count > BodyLimits.Values)
            throw Malformed($"more than {BodyLimits.Values} values");
        _text.SkipWhiteSpace();
        return _text.Peek() switch
        {
            '{' => ReadObject(),
            '[' => ReadArray(isHint),
            '"' => new RpcText(ReadString()),
            't' => ReadWord("true", RpcBoolean.True),
            'f' => ReadWord("false", RpcBoolean.False),
            'n' => ReadWord("null", RpcNil.Value),
            'N' => ReadWord("NaN", new RpcDouble(double.NaN)),
            'I' => ReadWord("Infinity", new RpcDouble(double.PositiveInfinity)),
            '-' or (>= '0' and <= '9') => ReadNumber(),
            _ => throw Unexpected("Expecting value"),
        };
    }

    private RpcValue ReadObject()
    {
        Enter();
        var members = new RpcStruct();
        for (var isFirst = true; !IsEnd('}', isFirst); isFirst = false)
        {
            var name = ReadName();
            members[name] = ReadValue(isFirst && string.Equals(name, JsonClass.Hint, StringComparison.Ordinal));
        }
        _depth--;
        return members.Members.Count == 1 && members.Members.TryGetValue(JsonClass.Hint, out var hint) ? JsonClass.Read(hint) : members;
    }

    private string ReadName()
    {
        _text.SkipWhiteSpace();
        if (_text.Peek() != '"')
            throw Unexpected("Expecting property name enclosed in double quotes");
        var name = ReadString();
        _text.SkipWhiteSpace();
        if (_text.Peek() != ':')
            throw Unexpected("Expecting ':' delimiter");
        _text.Read();
        return name;
    }

    private RpcArray ReadArray(bool isHint)
    {
        Enter();
        var items = new List<RpcValue>();
        for (var isFirst = true; !IsEnd(']', isFirst); isFirst = false)
        {
            _text.SkipWhiteSpace();
            items.Add(isHint && _text.Peek() == '"' && items is [RpcText { Value: JsonClass.Binary }] ? ReadBinary() : ReadValue());
        }
        _depth--;
        return new RpcArray(items);
    }

    /// <summary>Goes past the bracket that begins an array or object.</summary>
    private void Enter()
    {
        _text.Read();
        if (++_depth > BodyLimits.Depth)
            throw Malformed($"values lie deeper than {BodyLimits.Depth} in each other");
    }

    /// <summary>Goes past the closing bracket, or else past the comma.</summary>
    private bool IsEnd(char bracket, bool isFirst)
    {
        _text.SkipWhiteSpace();
        var next = _text.Peek();
        if (next == bracket)
        {
            _text.Read();
            return true;
        }
        if (isFirst)
            return false;
        if (next != ',')
            throw Unexpected("Expecting ',' delimiter");
        _text.Read();
        return false;
    }

    private RpcBinary ReadBinary()
    {
        using var decoder = new Base64Decoder();
        try
        {
            ReadString(decoder);
            var binary = decoder.Complete();
            _binaries.Add(binary);
            return binary;
        }
        catch (InvalidBase64Exception exception)
        {
            throw Malformed($"Invalid base64 string: {exception.Message}");
        }
    }

    private string ReadString()
    {
        ReadString(null);
        return _string.ToString();
    }

    private void ReadString(Base64Decoder? decoder)
    {
        var start = _text.Position;
        _text.Read();
        _string.Clear();
        while (true)
        {
            var plain = _text.ReadPlain();
            if (decoder is null)
                _string.Append(plain);
            else
                decoder.Write(plain);
            switch (_text.Peek())
            {
                case '"':
                    _text.Read();
                    return;
                case '\\':
                    _text.Read();
                    var c = ReadEscape();
                    if (decoder is null)
                        _string.Append(c);
                    else
                        decoder.Write([c]);
                    break;
                case < 0:
                    throw Malformed($"Unterminated string starting at: char {start}");
                case < ' ':
                    throw Unexpected("Invalid control character");
                default:
                    break;
            }
        }
    }

    private char ReadEscape()
    {
        switch (_text.Read())
        {
            case '"':
                return '"';
            case '\\':
                return '\\';
            case '/':
                return '/';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                return ReadCode();
            default:
                throw Unexpected("Invalid \\escape");
        }
    }

    private char ReadCode()
    {
        var code = 0;
        for (var i = 0; i < 4; i++)
        {
            var digit = _text.Read();
            if (digit < 0 || !char.IsAsciiHexDigit((char)digit))
                throw Unexpected("Invalid \\uXXXX escape");
            code = (code << 4) | Convert.ToInt32(((char)digit).ToString(), 16);
        }
        MayHaveLoneSurrogate |= char.IsSurrogate((char)code);
        return (char)code;
    }

    private RpcValue ReadWord(string word, RpcValue value)
    {
        foreach (var c in word)
        {
            if (_text.Peek() != c)
                throw Unexpected("Expecting value");
            _text.Read();
        }
        return value;
    }

    private RpcValue ReadNumber()
    {
        _string.Clear();
        Take('-');
        if (_string.Length == 1 && _text.Peek() == 'I')
            return ReadWord("Infinity", new RpcDouble(double.NegativeInfinity));
        if (!Take('0') && !TakeDigits())
            throw Unexpected("Expecting value");
        var isWhole = true;
        if (Take('.'))
        {
            isWhole = false;
            if (!TakeDigits())
                throw Unexpected("Expecting a digit");
        }
        if (Take('e') || Take('E'))
        {
            isWhole = false;
            _ = Take('+') || Take('-');
            if (!TakeDigits())
                throw Unexpected("Expecting a digit");
        }
        var text = _string.ToString();
        return isWhole ? PythonNumber.Integer(text.AsSpan()) : new RpcDouble(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    private bool Take(char c)
    {
        if (_text.Peek() != c)
            return false;
        _string.Append((char)_text.Read());
        return true;
    }

    private bool TakeDigits()
    {
        var before = _string.Length;
        while (_text.Peek() is >= '0' and <= '9')
            _string.Append((char)_text.Read());
        return _string.Length > before;
    }

    private MalformedRequestException Unexpected(string what) => Malformed($"{what}: char {_text.Position}");
}
