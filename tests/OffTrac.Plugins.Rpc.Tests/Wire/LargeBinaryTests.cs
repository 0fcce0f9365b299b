using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using OffTrac.Plugins.Rpc.Calls;
using OffTrac.Plugins.Rpc.JsonRpc;
using OffTrac.Plugins.Rpc.Wire;
using OffTrac.Plugins.Rpc.XmlRpc;
using OffTrac.Sdk.Rpc;

namespace OffTrac.Plugins.Rpc.Tests.Wire;

/// <summary>Binaries go through without ever being in memory as a whole.</summary>
[Collection(nameof(SpoolFiles))]
public sealed class LargeBinaryTests
{
    private const int Pieces = 300_000;
    private const long Allowed = 4 * 1024 * 1024;

    // 340 digits without padding.
    private static readonly byte[] s_bytes = [.. Enumerable.Range(0, 255).Select(i => (byte)i)];

    public static TheoryData<string, string, string> Protocols => new()
    {
        { "XML-RPC", "<methodCall><methodName>a.b</methodName><params><param><value><base64>", "</base64></value></param></params></methodCall>" },
        { "JSON-RPC", "{\"method\": \"a.b\", \"params\": [{\"__jsonclass__\": [\"binary\", \"", "\"]}]}" },
    };

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_large_argument_goes_to_a_file_that_goes_with_the_call(string protocol, string begin, string end)
    {
        await using var body = new RepeatedBytes(begin, Convert.ToBase64String(s_bytes), Pieces, end);
        var binaries = new List<RpcBinary>();
        var before = GC.GetAllocatedBytesForCurrentThread();

        var request = CodecOf(protocol).Read(body, binaries);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Allowed);
        var binary = Assert.IsType<RpcBinary>(Assert.Single(Assert.IsType<RpcArray>(request.Arguments).Items));
        Assert.Equal(s_bytes.LongLength * Pieces, binary.Length);
        await using var expected = Content();
        Assert.Equal(await SHA256.HashDataAsync(expected), await SHA256.HashDataAsync(binary.OpenRead()));
        Assert.Single(SpoolFiles.Open());
        Assert.Empty(Directory.EnumerateFiles(Path.GetTempPath(), "offtrac-rpc-*"));
        Assert.Same(binary, Assert.Single(binaries));
        await binary.DisposeAsync();
        Assert.Empty(SpoolFiles.Open());
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_large_answer_is_sent_in_pieces(string protocol, string begin, string end)
    {
        var context = new DefaultHttpContext();
        var sink = new CountingStream();
        context.Response.Body = sink;
        using var output = new RpcOutput(context.Response);
        var codec = CodecOf(protocol);
        await codec.WriteAsync(output, null, new RpcBinary(Content()), default);
        var before = GC.GetAllocatedBytesForCurrentThread();

        await codec.WriteAsync(output, null, new RpcBinary(Content()), default);
        await output.CompleteAsync(default);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Allowed);
        Assert.InRange(sink.Written, 2L * Pieces * 340, 2L * Pieces * 350 + begin.Length + end.Length);
        Assert.InRange(sink.Largest, 1, 256 * 1024);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_body_that_ends_in_a_binary_leaves_no_file(string protocol, string begin, string end)
    {
        Assert.NotEmpty(end);
        await using var body = new RepeatedBytes(begin, Convert.ToBase64String(s_bytes), 10_000, "");

        Assert.Throws<MalformedRequestException>(() => CodecOf(protocol).Read(body, []));

        Assert.Empty(SpoolFiles.Open());
    }

    private static IRpcCodec CodecOf(string protocol) => protocol == "XML-RPC" ? new XmlRpcCodec() : new JsonRpcCodec();

    private static Stream Content() => new RepeatedBytes([], s_bytes, Pieces, []);
}
