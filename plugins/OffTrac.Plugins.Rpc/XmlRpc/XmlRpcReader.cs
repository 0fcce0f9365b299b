using System.Text;
using System.Xml;
using OffTrac.Plugins.Rpc.Calls;
using OffTrac.Plugins.Rpc.Wire;
using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.XmlRpc;

/// <summary>
/// Reads a <c>methodCall</c> as the <c>Unmarshaller</c> of Python's <c>xmlrpc.client</c> does, which is a machine with a stack and looks at
/// each element alone: so <c>&lt;param&gt;</c> without <c>&lt;value&gt;</c>, other roots and unknown elements are let through.
/// Document types are not.
/// </summary>
internal sealed class XmlRpcReader : IDisposable
{
    private readonly XmlReader _xml;
    private readonly List<RpcValue> _stack = [];
    private readonly Stack<int> _marks = [];
    private readonly StringBuilder _text = new();
    private readonly char[] _chunk = new char[2048];
    private Base64Decoder? _base64;
    private bool _isBareValue;
    private string? _methodName;
    private LastPart _last;
    private int _count;
    private bool _hasEnded;

    private XmlRpcReader(Stream body) => _xml = XmlBody.Open(body);

    private enum LastPart
    {
        None,
        MethodName,
        Params,
        Fault,
    }

    /// <exception cref="MalformedRequestException">It is no call.</exception>
    public static RpcRequest Read(Stream body, ICollection<RpcBinary> binaries)
    {
        XmlRpcReader? reader = null;
        try
        {
            reader = new XmlRpcReader(body);
            return reader.Read(binaries);
        }
        catch (XmlException exception)
        {
            throw new MalformedRequestException(XmlProblem.Describe(exception, reader?._hasEnded ?? false));
        }
        catch (DecoderFallbackException)
        {
            throw new MalformedRequestException("not well-formed (invalid token)");
        }
        catch (Exception exception) when (exception is NotSupportedException or ArgumentException)
        {
            // So .NET's reader speaks of encodings, far behind in a declaration, that it knows but does not read.
            throw new MalformedRequestException("unknown encoding");
        }
        catch (InvalidBase64Exception exception)
        {
            throw new MalformedRequestException(exception.Message);
        }
        finally
        {
            reader?.Dispose();
        }
    }

    public void Dispose()
    {
        _base64?.Dispose();
        _xml.Dispose();
    }

    private RpcRequest Read(ICollection<RpcBinary> binaries)
    {
        while (_xml.Read())
        {
            switch (_xml.NodeType)
            {
                case XmlNodeType.Element:
                    var isEmpty = _xml.IsEmptyElement;
                    var name = _xml.LocalName;
                    Start(name);
                    if (isEmpty)
                        End(name, binaries);
                    _hasEnded = isEmpty && _xml.Depth == 0;
                    break;
                case XmlNodeType.EndElement:
                    End(_xml.LocalName, binaries);
                    _hasEnded = _xml.Depth == 0;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    TakeText();
                    break;
                default:
                    break;
            }
        }
        if (_last == LastPart.None || _marks.Count > 0)
            throw new MalformedRequestException("The body is no methodCall.");
        if (_last == LastPart.Fault)
            throw new MalformedRequestException("The body is a fault, not a call.");
        return new RpcRequest { Method = _methodName, Arguments = new RpcArray(_stack), Items = ItemsOf() };
    }

    private IReadOnlyList<RpcItem>? ItemsOf() =>
        string.Equals(_methodName, RpcRequest.Multicall, StringComparison.Ordinal) && _stack is [RpcArray calls] ? [.. calls.Items.Select(RpcItem.Of)] : null;

    private void Start(string name)
    {
        if (_xml.Depth >= XmlBody.Depth)
            throw new MalformedRequestException($"Elements lie deeper than {XmlBody.Depth} in each other.");
        if (name is "array" or "struct")
            _marks.Push(_stack.Count);
        _text.Clear();
        _base64?.Dispose();
        _base64 = string.Equals(name, "base64", StringComparison.Ordinal) ? new Base64Decoder() : null;
        if (_isBareValue && !IsKnown(name))
            throw new MalformedRequestException($"unknown tag '{name}'");
        _isBareValue = string.Equals(name, "value", StringComparison.Ordinal);
    }

    private void TakeText()
    {
        int count;
        while ((count = _xml.ReadValueChunk(_chunk, 0, _chunk.Length)) > 0)
        {
            if (_base64 is not null)
                _base64.Write(_chunk.AsSpan(0, count));
            else
                _text.Append(_chunk, 0, count);
        }
    }

    private void End(string name, ICollection<RpcBinary> binaries)
    {
        switch (name)
        {
            case "array":
                EndArray();
                break;
            case "struct":
                EndStruct();
                break;
            case "base64":
                EndBase64(binaries);
                break;
            case "value":
                if (_isBareValue)
                    Push(XmlRpcScalar.Text(_text.ToString()));
                break;
            case "params":
                _last = LastPart.Params;
                break;
            case "fault":
                _last = LastPart.Fault;
                break;
            case "methodName":
                _methodName = _text.ToString();
                _last = LastPart.MethodName;
                break;
            default:
                if (IsKnown(name))
                    Push(XmlRpcScalar.Read(name, _text.ToString()));
                break;
        }
    }

    private void EndArray()
    {
        var mark = PopMark();
        var items = _stack.GetRange(mark, _stack.Count - mark);
        _stack.RemoveRange(mark, items.Count);
        Push(new RpcArray(items));
    }

    private void EndStruct()
    {
        var mark = PopMark();
        var members = new RpcStruct();
        if ((_stack.Count - mark) % 2 != 0)
            throw new MalformedRequestException("A member of a struct lacks its name or its value.");
        for (var i = mark; i < _stack.Count; i += 2)
        {
            var name = _stack[i] as RpcText ?? throw new MalformedRequestException("The name of a struct's member is no text.");
            members[name.Value] = _stack[i + 1];
        }
        _stack.RemoveRange(mark, _stack.Count - mark);
        Push(members);
    }

    private void EndBase64(ICollection<RpcBinary> binaries)
    {
        using var decoder = _base64 ?? new Base64Decoder();
        if (_base64 is null)
            decoder.Write(_text.ToString());
        _base64 = null;
        var binary = decoder.Complete();
        binaries.Add(binary);
        Push(binary);
    }

    private int PopMark() => _marks.TryPop(out var mark) ? mark : throw new MalformedRequestException("The body is no methodCall.");

    private void Push(RpcValue value)
    {
        if (++_count > BodyLimits.Values)
            throw new MalformedRequestException($"The body holds more than {BodyLimits.Values} values.");
        _stack.Add(value);
        _isBareValue = false;
    }

    private static bool IsKnown(string name) =>
        name is "array" or "struct" or "base64" or "value" or "params" or "fault" or "methodName" || XmlRpcScalar.IsKnown(name);
}
