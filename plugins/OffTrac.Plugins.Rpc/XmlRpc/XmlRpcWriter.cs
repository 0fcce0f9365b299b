using System.Buffers.Text;
using System.Globalization;
using System.Text;
using OffTrac.Plugins.Rpc.Calls;
using OffTrac.Plugins.Rpc.Values;
using OffTrac.Plugins.Rpc.Wire;
using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.XmlRpc;

/// <summary>Writes answers letter by letter as Python's <c>xmlrpc.client.dumps</c> does.</summary>
internal sealed class XmlRpcWriter(RpcOutput output)
{
    private const int LineBytes = 57;

    public async ValueTask WriteValueAsync(RpcValue value, CancellationToken cancellation)
    {
        switch (value)
        {
            case RpcArray array:
                BeginArray();
                foreach (var item in array.Items)
                    await WriteItemAsync(item, cancellation).ConfigureAwait(false);
                EndArray();
                break;
            case RpcStruct given:
                output.Write("<value><struct>\n"u8);
                foreach (var (name, member) in given.Members)
                {
                    output.Write("<member>\n<name>"u8);
                    WriteText(name);
                    output.Write("</name>\n"u8);
                    await WriteItemAsync(member, cancellation).ConfigureAwait(false);
                    output.Write("</member>\n"u8);
                }
                output.Write("</struct></value>\n"u8);
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

    public void BeginResponse() => output.Write("<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n"u8);

    public void EndResponse() => output.Write("</param>\n</params>\n</methodResponse>\n"u8);

    public void BeginArray() => output.Write("<value><array><data>\n"u8);

    public void EndArray() => output.Write("</data></array></value>\n"u8);

    public void WriteFaultResponse(int code, string message)
    {
        output.Write("<?xml version='1.0'?>\n<methodResponse>\n<fault>\n"u8);
        WriteFaultValue(code, message);
        output.Write("</fault>\n</methodResponse>\n"u8);
    }

    public void WriteFaultValue(int code, string message)
    {
        output.Write("<value><struct>\n<member>\n<name>faultCode</name>\n"u8);
        WriteScalar(code);
        output.Write("</member>\n<member>\n<name>faultString</name>\n"u8);
        WriteScalar(message);
        output.Write("</member>\n</struct></value>\n"u8);
    }

    /// <summary>Most items are scalars, and answers may hold many of them: those need no state machine.</summary>
    private ValueTask WriteItemAsync(RpcValue value, CancellationToken cancellation)
    {
        if (value is RpcArray or RpcStruct or RpcBinary)
            return WriteValueAsync(value, cancellation);
        WriteScalar(value);
        return output.FlushIfLargeAsync(cancellation);
    }

    private void WriteScalar(RpcValue value)
    {
        switch (value)
        {
            case RpcText text:
                output.Write("<value><string>"u8);
                WriteText(text.Value);
                output.Write("</string></value>\n"u8);
                break;
            case RpcInteger integer when integer.TryGetInt32(out var number):
                output.Write("<value><int>"u8);
                WriteNumber(number);
                output.Write("</int></value>\n"u8);
                break;
            case RpcInteger integer:
                // Beyond 32 bits: the extension that clients, Python's among them, understand.
                output.Write("<value><i8>"u8);
                output.WriteAscii(integer.ToString());
                output.Write("</i8></value>\n"u8);
                break;
            case RpcBoolean boolean:
                output.Write(boolean.Value ? "<value><boolean>1</boolean></value>\n"u8 : "<value><boolean>0</boolean></value>\n"u8);
                break;
            case RpcDouble number:
                output.Write("<value><double>"u8);
                output.WriteAscii(PythonText.Repr(number.Value));
                output.Write("</double></value>\n"u8);
                break;
            case RpcTime time:
                output.Write("<value><dateTime.iso8601>"u8);
                output.WriteAscii(time.Value.UtcDateTime.ToString("yyyyMMdd'T'HH':'mm':'ss", CultureInfo.InvariantCulture));
                output.Write("</dateTime.iso8601></value>\n"u8);
                break;
            default:
                output.Write("<value><string></string></value>\n"u8);
                break;
        }
    }

    private void WriteNumber(int number)
    {
        number.TryFormat(output.GetSpan(11), out var count, default, CultureInfo.InvariantCulture);
        output.Advance(count);
    }

    private void WriteText(string text)
    {
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var special = XmlCharacters.IndexOfSpecial(rest);
            var plain = special < 0 ? rest : rest[..special];
            output.Advance(Encoding.UTF8.GetBytes(plain, output.GetSpan(Encoding.UTF8.GetMaxByteCount(plain.Length))));
            if (special < 0)
                return;
            output.Write(XmlCharacters.Replace(rest[special..], out var length));
            rest = rest[(special + length)..];
        }
    }

    private async ValueTask WriteBinaryAsync(RpcBinary binary, CancellationToken cancellation)
    {
        output.Write("<value><base64>\n"u8);
        await using (binary.ConfigureAwait(false))
        {
            var content = binary.OpenRead();
            var bytes = new byte[LineBytes * 256];
            int count;
            while ((count = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false)) > 0)
            {
                for (var start = 0; start < count; start += LineBytes)
                    WriteLine(bytes.AsSpan(start, Math.Min(LineBytes, count - start)));
                await output.FlushIfLargeAsync(cancellation).ConfigureAwait(false);
            }
        }
        output.Write("</base64></value>\n"u8);
    }

    private void WriteLine(ReadOnlySpan<byte> bytes)
    {
        Base64.EncodeToUtf8(bytes, output.GetSpan(Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out var written);
        output.Advance(written);
        output.Write("\n"u8);
    }
}
