using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using OffTrac.Plugins.Rpc.Calls;
using OffTrac.Plugins.Rpc.Values;
using OffTrac.Plugins.Rpc.Wire;
using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.JsonRpc;

/// <summary>Writes answers letter by letter as Python's <c>json.dumps</c> does: ASCII alone, with a space behind comma and colon.</summary>
internal sealed class JsonWriter(RpcOutput output)
{
    private static readonly SearchValues<char> s_plain = SearchValues.Create(
        [.. Enumerable.Range(0x20, 0x5F).Select(code => (char)code).Where(c => c is not ('"' or '\\'))]);

    public async ValueTask WriteValueAsync(RpcValue value, CancellationToken cancellation)
    {
        switch (value)
        {
            case RpcArray array:
                output.Write("["u8);
                for (var i = 0; i < array.Items.Count; i++)
                {
                    if (i > 0)
                        output.Write(", "u8);
                    await WriteItemAsync(array.Items[i], cancellation).ConfigureAwait(false);
                }
                output.Write("]"u8);
                break;
            case RpcStruct given:
                await WriteMembersAsync(given, cancellation).ConfigureAwait(false);
                break;
            case RpcBinary binary:
                await WriteBinaryAsync(binary, cancellation).ConfigureAwait(false);
                break;
            default:
                WriteScalar(value);
                break;
        }
        await output.FlushIfLargeAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>An answer without result: TracXMLRPC has its members in another order then.</summary>
    public async ValueTask WriteFaultAsync(RpcFault fault, RpcValue id, CancellationToken cancellation)
    {
        output.Write("{\"result\": null, \"id\": "u8);
        await WriteValueAsync(id, cancellation).ConfigureAwait(false);
        output.Write(", \"error\": {\"name\": \"JSONRPCError\", \"code\": "u8);
        WriteScalar(fault.Code ?? -32603);
        output.Write(", \"message\": "u8);
        WriteText(fault.Message);
        output.Write("}}"u8);
    }

    /// <summary>What goes before a result.</summary>
    public void BeginResult() => output.Write("{\"result\": "u8);

    /// <summary>What goes behind a result.</summary>
    public async ValueTask EndResultAsync(RpcValue id, CancellationToken cancellation)
    {
        output.Write(", \"error\": null, \"id\": "u8);
        await WriteValueAsync(id, cancellation).ConfigureAwait(false);
        output.Write("}"u8);
    }

    /// <summary>Most items are scalars, and answers may hold many of them: those need no state machine.</summary>
    private ValueTask WriteItemAsync(RpcValue value, CancellationToken cancellation)
    {
        if (value is RpcArray or RpcStruct or RpcBinary)
            return WriteValueAsync(value, cancellation);
        WriteScalar(value);
        return output.FlushIfLargeAsync(cancellation);
    }

    private async ValueTask WriteMembersAsync(RpcStruct given, CancellationToken cancellation)
    {
        output.Write("{"u8);
        var isFirst = true;
        foreach (var (name, member) in given.Members)
        {
            if (!isFirst)
                output.Write(", "u8);
            isFirst = false;
            WriteText(name);
            output.Write(": "u8);
            await WriteItemAsync(member, cancellation).ConfigureAwait(false);
        }
        output.Write("}"u8);
    }

    private void WriteScalar(RpcValue value)
    {
        switch (value)
        {
            case RpcText text:
                WriteText(text.Value);
                break;
            case RpcInteger integer when integer.TryGetInt32(out var number):
                number.TryFormat(output.GetSpan(11), out var count, default, CultureInfo.InvariantCulture);
                output.Advance(count);
                break;
            case RpcInteger integer:
                output.WriteAscii(integer.ToString());
                break;
            case RpcBoolean boolean:
                output.Write(boolean.Value ? "true"u8 : "false"u8);
                break;
            case RpcDouble number:
                output.WriteAscii(double.IsNaN(number.Value) ? "NaN" : double.IsInfinity(number.Value) ? (number.Value > 0 ? "Infinity" : "-Infinity") : PythonText.Repr(number.Value));
                break;
            case RpcTime time:
                output.Write("{\"__jsonclass__\": [\"datetime\", \""u8);
                output.WriteAscii(JsonClass.Write(time.Value));
                output.Write("\"]}"u8);
                break;
            default:
                output.Write("null"u8);
                break;
        }
    }

    private void WriteText(string text)
    {
        output.Write("\""u8);
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var special = rest.IndexOfAnyExcept(s_plain);
            output.WriteAscii(special < 0 ? rest : rest[..special]);
            if (special < 0)
                break;
            WriteEscape(rest[special]);
            rest = rest[(special + 1)..];
        }
        output.Write("\""u8);
    }

    private void WriteEscape(char c)
    {
        switch (c)
        {
            case '"':
                output.Write("\\\""u8);
                break;
            case '\\':
                output.Write("\\\\"u8);
                break;
            case '\n':
                output.Write("\\n"u8);
                break;
            case '\r':
                output.Write("\\r"u8);
                break;
            case '\t':
                output.Write("\\t"u8);
                break;
            case '\b':
                output.Write("\\b"u8);
                break;
            case '\f':
                output.Write("\\f"u8);
                break;
            default:
                output.Write("\\u"u8);
                ((int)c).TryFormat(output.GetSpan(4), out var count, "x4", CultureInfo.InvariantCulture);
                output.Advance(count);
                break;
        }
    }

    private async ValueTask WriteBinaryAsync(RpcBinary binary, CancellationToken cancellation)
    {
        output.Write("{\"__jsonclass__\": [\"binary\", \""u8);
        await using (binary.ConfigureAwait(false))
        {
            var content = binary.OpenRead();
            var bytes = new byte[12 * 1024];
            int count;
            while ((count = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false)) > 0)
            {
                Base64.EncodeToUtf8(bytes.AsSpan(0, count), output.GetSpan(Base64.GetMaxEncodedToUtf8Length(count)), out _, out var written);
                output.Advance(written);
                await output.FlushIfLargeAsync(cancellation).ConfigureAwait(false);
            }
        }
        output.Write("\"]}"u8);
    }
}
