using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Tests.Resources;

public sealed class ResourceTests
{
    [Theory]
    [InlineData("ticket:12")]
    [InlineData("wiki")]
    [InlineData("wiki:WikiStart@3")]
    [InlineData("wiki:Guide%2FFirst%20Steps/attachment:a.png")]
    [InlineData("wiki:mail%40example.org@2/attachment:%23%3A%2F%25")]
    public void Parse_WhatToStringWrote_GivesTheSameResource(string text)
    {
        var resource = Resource.Parse(text);
        Assert.Equal(text, resource.ToString());
        Assert.Equal(resource, Resource.Parse(resource.ToString()));
    }

    [Fact]
    public void Parse_AttachmentOfAPage_HasThePageAsParent()
    {
        var attachment = Resource.Parse("wiki:A%2FB/attachment:x.txt");
        Assert.Equal("x.txt", attachment.Id);
        Assert.Equal(Resource.Wiki("A/B"), attachment.Parent);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":1")]
    [InlineData("ticket:1/")]
    [InlineData("wiki:a@b")]
    [InlineData("wiki:a@-1")]
    public void Parse_BadText_IsRefusedInOneLine(string text)
    {
        var exception = Assert.Throws<TracException>(() => Resource.Parse(text));
        Assert.Contains(text, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }
}
