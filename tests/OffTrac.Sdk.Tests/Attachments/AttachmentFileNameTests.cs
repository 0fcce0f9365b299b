using OffTrac.Sdk.Attachments;

namespace OffTrac.Sdk.Tests.Attachments;

public sealed class AttachmentFileNameTests
{
    [Theory]
    [InlineData("a.txt", "a.txt")]
    [InlineData("  a b.txt \t", "a b.txt")]
    [InlineData("/home/joe/a.txt", "a.txt")]
    [InlineData("C:\\Files\\a.txt", "a.txt")]
    [InlineData("\\\\server\\share\\a.txt", "a.txt")]
    [InlineData("a\\b.txt", "a\\b.txt")]
    [InlineData("a\0b\nc\u007fd\u009fe", "a b c d e")]
    [InlineData("e\u0301.txt", "\u00e9.txt")]
    [InlineData("\u200b a \u200b", "a")]
    [InlineData("folder/", "")]
    [InlineData("..", "..")]
    [InlineData("", "")]
    public void Names_AreMadeAsTracMakesThem(string path, string name) => Assert.Equal(name, AttachmentFileName.Normalize(path));

    [Fact]
    public void WhatIsNotUnicode_ComesThrough() => Assert.Equal("\ud800x", AttachmentFileName.Normalize("a/\ud800x "));
}
