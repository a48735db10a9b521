"""The practices P1 to P14 and the "must nots", each as a customer would meet it, through the running house."""
