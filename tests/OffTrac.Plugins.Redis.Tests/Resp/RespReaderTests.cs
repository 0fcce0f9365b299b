using System.Buffers;
using System.Text;
using OffTrac.Plugins.Redis.Resp;

namespace OffTrac.Plugins.Redis.Tests.Resp;

public sealed class RespReaderTests
{
    public static TheoryData<string, string> Answers => new()
    {
        { "+OK\r\n", "Simple OK" },
        { "-ERR no\r\n", "Error ERR no" },
        { ":-12\r\n", "Integer -12" },
        { "$5\r\na\r\nbc\r\n", "Bulk a\r\nbc" },
        { "$0\r\n\r\n", "Bulk " },
        { "$-1\r\n", "Null" },
        { "*-1\r\n", "Null" },
        { "*0\r\n", "[]" },
        { "*3\r\n$1\r\nx\r\n*2\r\n:1\r\n$-1\r\n+y\r\n", "[Bulk x, [Integer 1, Null], Simple y]" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void An_answer_is_read_wherever_it_is_cut(string wire, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(wire + "+next\r\n");
        for (var cut = 0; cut <= wire.Length; cut++)
        {
            var part = new ReadOnlySequence<byte>(bytes, 0, cut);
            Assert.Equal(cut == wire.Length, RespReader.TryRead(ref part, out _));
            var whole = Segments(bytes[..cut], bytes[cut..]);
            Assert.True(RespReader.TryRead(ref whole, out var value));
            Assert.Equal(expected, Describe(value));
            Assert.True(RespReader.TryRead(ref whole, out var next));
            Assert.Equal("next", next.Text);
        }
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n")]
    [InlineData("$-2\r\n")]
    [InlineData("$99999999999\r\n")]
    [InlineData("$12345678901234567890123\r\n")]
    [InlineData("$\r\n")]
    [InlineData("$1x\r\n")]
    [InlineData("*1048577\r\n")]
    [InlineData(":\r\n")]
    [InlineData(":1.5\r\n")]
    [InlineData("$1\r\nabc")]
    [InlineData("*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n")]
    public void What_is_no_answer_is_refused(string wire)
    {
        var bytes = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(wire));
        Assert.Throws<RespFormatException>(() => RespReader.TryRead(ref bytes, out _));
    }

    [Fact]
    public void A_line_without_end_is_refused_before_it_fills_the_memory()
    {
        var bytes = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes("+" + new string('x', RespReader.LongestLine + 1)));
        Assert.Throws<RespFormatException>(() => RespReader.TryRead(ref bytes, out _));
    }

    [Fact]
    public void Random_bytes_give_an_answer_a_refusal_or_a_wait_and_nothing_else()
    {
        var random = new Random(11);
        var alphabet = "+-:$*0123456789\r\n\r\nabc\0ÿ"u8.ToArray();
        for (var i = 0; i < 200_000; i++)
        {
            var bytes = new ReadOnlySequence<byte>(random.GetItems(alphabet, random.Next(40)));
            try
            {
                while (RespReader.TryRead(ref bytes, out _))
                {
                    // The next one begins after it.
                }
            }
            catch (RespFormatException)
            {
                // What such bytes deserve.
            }
        }
    }

    private static string Describe(RespValue value) => value.Kind switch
    {
        RespKind.Null => "Null",
        RespKind.Array => $"[{string.Join(", ", value.Elements.Select(Describe))}]",
        _ => $"{value.Kind} {value.Text}",
    };

    private static ReadOnlySequence<byte> Segments(byte[] one, byte[] two)
    {
        var first = new Segment(one, 0);
        var second = first.Append(two);
        return new ReadOnlySequence<byte>(first, 0, second, two.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] bytes, long index) => (Memory, RunningIndex) = (bytes, index);

        public Segment Append(byte[] bytes)
        {
            var next = new Segment(bytes, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
