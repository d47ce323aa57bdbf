// For browsers that do not know modules. Written in the oldest JavaScript, because nothing newer runs there.
(function () {
  var words = document.getElementById('boot-words');
  if (words) {
    words.textContent =
      'Trình duyệt này quá cũ nên không mở được phần mềm Thi đua. Hãy cập nhật trình duyệt, ' +
      'hoặc mở bằng Chrome, Edge, Firefox hay Safari phiên bản mới. Những gì đã lưu trên máy này vẫn còn nguyên.';
  }
})();
